"""Discord's limits on what bots send, as far as its OpenAPI description does not state them.

Each file names the pages of Discord's documentation (docs.discord.com/developers) that state its
numbers. The names of form errors, such as BASE_TYPE_BAD_LENGTH, and their messages are only
observed; the page API Reference, "Error Messages", shows a few of them.
"""
