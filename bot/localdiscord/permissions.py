"""Permissions: their bits, and which a member has in a channel."""

from collections.abc import Iterable, Mapping
from enum import IntFlag


class Permissions(IntFlag):
    """Discord's permission bits.

    https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags
    """

    NONE = 0
    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    PRIORITY_SPEAKER = 1 << 8
    STREAM = 1 << 9
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    VIEW_GUILD_INSIGHTS = 1 << 19
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    DEAFEN_MEMBERS = 1 << 23
    MOVE_MEMBERS = 1 << 24
    USE_VAD = 1 << 25
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    MANAGE_GUILD_EXPRESSIONS = 1 << 30
    USE_APPLICATION_COMMANDS = 1 << 31
    REQUEST_TO_SPEAK = 1 << 32
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    USE_EXTERNAL_STICKERS = 1 << 37
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EMBEDDED_ACTIVITIES = 1 << 39
    MODERATE_MEMBERS = 1 << 40
    VIEW_CREATOR_MONETIZATION_ANALYTICS = 1 << 41
    USE_SOUNDBOARD = 1 << 42
    CREATE_GUILD_EXPRESSIONS = 1 << 43
    CREATE_EVENTS = 1 << 44
    USE_EXTERNAL_SOUNDS = 1 << 45
    SEND_VOICE_MESSAGES = 1 << 46
    SET_VOICE_CHANNEL_STATUS = 1 << 48
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


ALL = Permissions(sum(Permissions))

# Permissions of @everyone in a new community.
EVERYONE_DEFAULT = (
    Permissions.CREATE_INSTANT_INVITE
    | Permissions.ADD_REACTIONS
    | Permissions.VIEW_CHANNEL
    | Permissions.SEND_MESSAGES
    | Permissions.EMBED_LINKS
    | Permissions.ATTACH_FILES
    | Permissions.READ_MESSAGE_HISTORY
    | Permissions.CONNECT
    | Permissions.SPEAK
    | Permissions.CHANGE_NICKNAME
    | Permissions.USE_APPLICATION_COMMANDS
    | Permissions.CREATE_PUBLIC_THREADS
    | Permissions.SEND_MESSAGES_IN_THREADS
)

# Permissions with which the bot is invited, unless a test says otherwise.
BOT_DEFAULT = EVERYONE_DEFAULT | Permissions.MANAGE_ROLES

TIMED_OUT = Permissions.VIEW_CHANNEL | Permissions.READ_MESSAGE_HISTORY

Overwrites = Mapping[int, tuple[int, int]]
"""A channel's permission overwrites: id of a role or member -> (allowed bits, denied bits)."""


def base_permissions(role_bits: Iterable[int], *, owner: bool) -> Permissions:
    """Return the permissions in the community as a whole.

    https://docs.discord.com/developers/topics/permissions#permission-overwrites
    """
    bits = Permissions.NONE
    for role in role_bits:
        bits |= Permissions(role)
    if owner or bits & Permissions.ADMINISTRATOR:
        return ALL
    return bits


def channel_permissions(
    base: Permissions,
    overwrites: Overwrites,
    *,
    everyone: int,
    roles: Iterable[int],
    member: int,
    timed_out: bool = False,
) -> Permissions:
    """Apply the overwrites of one channel: of @everyone, then of roles, then of the member.

    Timed-out members keep only VIEW_CHANNEL and READ_MESSAGE_HISTORY
    (https://docs.discord.com/developers/topics/permissions#permissions-for-timed-out-members).
    """
    if base & Permissions.ADMINISTRATOR:
        return ALL
    bits = int(base)
    allow, deny = overwrites.get(everyone, (0, 0))
    bits = bits & ~deny | allow
    allowed = denied = 0
    for role in roles:
        allow, deny = overwrites.get(role, (0, 0))
        allowed |= allow
        denied |= deny
    bits = bits & ~denied | allowed
    allow, deny = overwrites.get(member, (0, 0))
    bits = bits & ~deny | allow
    if not bits & Permissions.VIEW_CHANNEL:
        return Permissions.NONE
    return Permissions(bits) & TIMED_OUT if timed_out else Permissions(bits)
