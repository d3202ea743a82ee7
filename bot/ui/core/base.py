"""Who is asking, in which language, and of which client."""

from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

import discord

from bot.runtime.drawing import Drawing
from bot.runtime.pictures import Pictures
from bot.services import communities
from bot.services.actors import Person
from bot.services.errors import GoneError, NotHereError, RefusedError
from bot.settings import Settings
from bot.texts import language
from bot.ui.core.faces import Faces
from db.database import Database
from db.session import Session

P = ParamSpec("P")
T = TypeVar("T")

_UNKNOWN_SERVER = 10004
"""Of "Opcodes and Status Codes", JSON Error Codes."""

Interaction = discord.Interaction[Any]
"""Something that somebody did. What we added to its client is reached through `host`."""


class Host(Protocol):
    """What the client offers to everything that answers somebody."""

    db: Database
    settings: Settings
    pictures: Pictures
    drawing: Drawing
    faces: Faces

    async def welcome(self, interaction: Interaction) -> None:
        """Make sure that the community is known and that the answer is waited for."""
        ...


class NotInAServerError(RefusedError):
    """Rewards belong to a server; this was asked outside of one."""

    message = "ui-not-in-a-server"


class NotAMemberError(RefusedError):
    """Somebody pressed a button of a server that they have left."""

    message = "ui-not-a-member"


def host(interaction: Interaction) -> Host:
    """Return the client that received an interaction."""
    return cast(Host, interaction.client)


def payload(interaction: Interaction) -> Mapping[str, Any]:
    """Return what Discord sent of a press or a form."""
    return cast(Mapping[str, Any], interaction.data or {})


def db(interaction: Interaction) -> Database:
    """Return the database to ask."""
    return host(interaction).db


def locale(interaction: Interaction) -> str:
    """Return the language of who is asking, for answers that only they see."""
    return language(interaction.locale.value)


async def currency(interaction: Interaction) -> str | None:
    """Return what the community calls its points; None is *points*."""
    if interaction.guild_id is None:
        return None
    if "currency" not in interaction.extras:  # one answer may name it many times
        found = await db(interaction).read(communities.currency, interaction.guild_id)
        interaction.extras["currency"] = found
    known: str | None = interaction.extras["currency"]
    return known


def person(interaction: Interaction) -> Person:
    """Return who is asking, as the server's member; `NotInAServerError` in direct messages."""
    user = interaction.user
    if interaction.guild_id is None or not isinstance(user, discord.Member):
        raise NotInAServerError
    return _person(user, interaction.permissions)


async def read(
    interaction: Interaction,
    use_case: Callable[Concatenate[Session, Person, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Run a use case that only reads, for who is asking."""
    return await db(interaction).read(use_case, person(interaction), *args, **kwargs)


async def write(
    interaction: Interaction,
    use_case: Callable[Concatenate[Session, Person, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Run a use case and commit, for who is asking."""
    return await db(interaction).write(use_case, person(interaction), *args, **kwargs)


async def person_in(interaction: Interaction, community_id: int) -> Person:
    """Return who is asking as a member of a community that a direct message is about.

    Direct messages arrive at shard 0, while another process may have the community: so Discord is
    asked. What is done from there is for members, so no permissions are looked up.
    `NotAMemberError` if they have left it, `GoneError` if Laurel has.
    """
    if interaction.guild_id == community_id:
        return person(interaction)
    user = interaction.user
    try:
        member = await interaction.client.http.get_member(community_id, user.id)
    except discord.NotFound as error:
        raise (GoneError if error.code == _UNKNOWN_SERVER else NotAMemberError) from None
    except discord.Forbidden:
        raise GoneError from None
    role_ids = frozenset({community_id, *map(int, member["roles"])})
    return Person(community_id, user.id, role_ids, bot=user.bot)


def as_person(member: discord.Member | discord.User) -> Person:
    """Return a member whom somebody else named, such as the one to be given something.

    `NotHereError` for somebody who is not on the server.
    """
    if not isinstance(member, discord.Member):
        raise NotHereError
    return _person(member, member.guild_permissions)


def _person(member: discord.Member, may: discord.Permissions) -> Person:
    return Person(
        community_id=member.guild.id,
        member_id=member.id,
        role_ids=frozenset(role.id for role in member.roles),
        manages_server=may.manage_guild or may.administrator,
        bot=member.bot,
        owns_server=member.guild.owner_id == member.id,
        gives=_gives(member),
    )


def could_give(member: discord.Member, role: discord.Role) -> bool:
    """Return whether somebody could give a role by hand.

    Source: "Permissions" of Discord's documentation, "Permission Hierarchy".
    """
    if member.guild.owner_id == member.id:
        return True
    return member.guild_permissions.manage_roles and member.top_role > role


def _gives(member: discord.Member) -> frozenset[int]:
    if not member.guild_permissions.manage_roles:
        return frozenset()
    return frozenset(role.id for role in member.guild.roles if could_give(member, role))
