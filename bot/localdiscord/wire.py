"""What is sent over the wire: JSON, and the enumerations of Discord's documentation."""

from enum import IntEnum, IntFlag
from typing import Any

Json = dict[str, Any]
"""A JSON object."""
JsonValue = Any
"""Any JSON value."""


def without_nulls(value: JsonValue) -> JsonValue:
    """Return a value without nulls, which Discord leaves out of its responses."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [without_nulls(inner) for inner in value]
    return value


class Op(IntEnum):
    """Gateway opcodes (page Opcodes and Status Codes)."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11
    REQUEST_SOUNDS = 31
    REQUEST_CHANNEL_INFO = 43


class ChannelType(IntEnum):
    """Channel types (page Channels Resource)."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    THREAD = 11
    STAGE = 13
    FORUM = 15


class MessageType(IntEnum):
    """Message types (page Message Resource)."""

    DEFAULT = 0
    PINNED = 6
    BOOST = 8
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_COMMAND = 20
    THREAD_STARTER = 21
    MENU_COMMAND = 23
    ROLE_SUBSCRIPTION = 25


class CommandType(IntEnum):
    """Application command types (page Application Commands)."""

    CHAT = 1
    USER_MENU = 2
    MESSAGE_MENU = 3


class OptionType(IntEnum):
    """Application command option types (page Application Commands)."""

    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


class InteractionType(IntEnum):
    """Interaction types (page Receiving and Responding to Interactions)."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class InteractionContext(IntEnum):
    """Interaction context types (page Receiving and Responding to Interactions)."""

    GUILD = 0
    BOT_DM = 1
    PRIVATE_CHANNEL = 2


class InstallType(IntEnum):
    """Application integration types: to what an app is installed (page Application Resource)."""

    GUILD = 0
    USER = 1


class CallbackType(IntEnum):
    """Interaction callback types (page Receiving and Responding to Interactions)."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


class ComponentType(IntEnum):
    """Component types (page Component Reference)."""

    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = frozenset({3, 5, 6, 7, 8})
LINK_BUTTON, PREMIUM_BUTTON = 5, 6


class MessageFlag(IntFlag):
    """Message flags (page Message Resource)."""

    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


class Intent(IntFlag):
    """Gateway intents (page Gateway)."""

    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_MODERATION = 1 << 2
    GUILD_EXPRESSIONS = 1 << 3
    GUILD_VOICE_STATES = 1 << 7
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    SCHEDULED_EVENTS = 1 << 16


# Application flags of the privileged intents (page Application Resource).
INTENT_FLAGS = {
    Intent.GUILD_PRESENCES: 1 << 13,
    Intent.GUILD_MEMBERS: 1 << 15,
    Intent.MESSAGE_CONTENT: 1 << 19,
}
PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
