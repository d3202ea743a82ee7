"""The REST interface, by what a request is about."""

from bot.localdiscord.rest import (
    application,
    channels,
    guilds,
    members,
    messages,
    moderation,
    pins,
    scheduled,
    threads,
    webhooks,
)
from bot.localdiscord.rest.routing import Router

PARTS = (
    application,
    channels,
    guilds,
    members,
    messages,
    moderation,
    pins,
    scheduled,
    threads,
    webhooks,
)
ROUTER = Router([part.routes for part in PARTS])
