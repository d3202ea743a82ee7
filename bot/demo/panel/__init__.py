"""The side panel of the demo's page: the clock, faults, webhooks, the bot's process, the wire, the
tables, and the tour. It is an extension of the local Discord's page, which knows nothing of it.
"""
