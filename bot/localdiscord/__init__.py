"""A Discord of one's own on loopback, for tests and demos: REST and Gateway v10."""

from bot.localdiscord.answers import Answer, Choice
from bot.localdiscord.channels import Channel
from bot.localdiscord.community import Community
from bot.localdiscord.errors import (
    DidNotRespond,
    LocalDiscordError,
    NoSuchCommand,
    NotAllowed,
    NotPossible,
)
from bot.localdiscord.files import File
from bot.localdiscord.messages import Message
from bot.localdiscord.modals import Field, Modal
from bot.localdiscord.people import Member, User
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.requests import Request
from bot.localdiscord.roles import Everyone, Role
from bot.localdiscord.scheduled import ScheduledEvent
from bot.localdiscord.server import LocalDiscord
from bot.localdiscord.wire import Intent

__all__ = [
    "Answer",
    "Channel",
    "Choice",
    "Community",
    "DidNotRespond",
    "Everyone",
    "Field",
    "File",
    "Intent",
    "LocalDiscord",
    "LocalDiscordError",
    "Member",
    "Message",
    "Modal",
    "NoSuchCommand",
    "NotAllowed",
    "NotPossible",
    "Permissions",
    "Request",
    "Role",
    "ScheduledEvent",
    "User",
]
