"""The REST interface, one file for each kind of resource."""

from bot.localdiscord.api.rest import (
    application,
    channels,
    guilds,
    interactions,
    members,
    messages,
    moderation,
    pins,
    scheduled_events,
    threads,
)
from bot.localdiscord.api.rest.routing import Router

RESOURCES = (
    application,
    channels,
    guilds,
    interactions,
    members,
    messages,
    moderation,
    pins,
    scheduled_events,
    threads,
)
ROUTER = Router([resource.routes for resource in RESOURCES])
