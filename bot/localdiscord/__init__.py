"""A Discord server program on loopback, for tests and demos: HTTP API and Gateway v10."""

from bot.localdiscord.api.requests import Request
from bot.localdiscord.errors import (
    DidNotRespond,
    LocalDiscordError,
    NoSuchCommand,
    NotAllowed,
    NotPossible,
)
from bot.localdiscord.model.answer import Answer, Choice
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.files import File
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.modal import Field, Modal
from bot.localdiscord.model.role import Everyone, Role
from bot.localdiscord.model.scheduled_event import ScheduledEvent
from bot.localdiscord.model.user import User
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.server import LocalDiscord
from bot.localdiscord.wire import Intent
