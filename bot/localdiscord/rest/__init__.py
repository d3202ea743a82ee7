"""The REST interface, by what a request is about."""

from bot.localdiscord.rest import application, channels, guilds, members, webhooks
from bot.localdiscord.rest.routing import Router

ROUTER = Router(
    [application.routes, channels.routes, guilds.routes, members.routes, webhooks.routes]
)
