"""What a person does in the page, one file for each kind of thing."""

from bot.localdiscord.page.actions import interactions, messages, oneself, servers, threads

ACTIONS = (
    messages.actions | threads.actions | interactions.actions | servers.actions | oneself.actions
)
