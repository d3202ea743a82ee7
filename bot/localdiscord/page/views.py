"""What a person sees of people and messages, as the page is told it."""

from __future__ import annotations

from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.user import User
from bot.localdiscord.page.person import Person
from bot.localdiscord.permissions import Permissions
from bot.localdiscord.state.interactions import Interactions
from bot.localdiscord.state.world import LocalWorld
from bot.localdiscord.wire import Json


def user_view(user: User, world: LocalWorld) -> Json:
    """Return a user; bots have a global name here too, which is what the page calls them."""
    wire = user.to_wire()
    return {
        "id": wire["id"],
        "username": wire["username"],
        "global_name": user.name,
        "bot": user.bot,
        "avatar_url": world.cdn.picture_url(user.picture_path),
        "locale": user.locale,
    }


def place_view(member: Member) -> Json:
    """Return what somebody is in a community, for those who choose whom to be."""
    roles = sorted(member.roles, key=lambda role: role.position, reverse=True)
    return {
        "community": member.community.name,
        "owner": member.community.owner is member,
        "manages": bool(member.permissions & Permissions.MANAGE_GUILD),
        "roles": [role.name for role in roles if role.id != member.community.id],
    }


def message_view(message: Message, person: Person, interactions: Interactions) -> Json:
    """Return a message as a person sees it: Discord's object, and what Discord's app adds."""
    wire = message.to_wire()
    member = _member(message)
    wire["author"] = user_view(message.author, person.world)
    wire |= {
        "guild_id": str(message.channel.community.id) if message.channel.community else None,
        "ephemeral": message.ephemeral,
        "thinking": message.loading,
        "interaction_name": _interaction_name(message, interactions),
        "author_color": _colour(member),
        "author_name": (member and member.nick) or message.author.name,
    }
    for shown, users in zip(wire["reactions"], _reactions(message), strict=True):
        shown["me"] = person.user.id in users
    reply = message.reply_to
    if reply is not None and wire.get("referenced_message"):
        if person.sees(reply):
            wire["referenced_message"] = message_view(reply, person, interactions)
        else:
            wire["referenced_message"] = None
    return wire


def _member(message: Message) -> Member | None:
    community = message.channel.community
    return community.member_of(message.author) if community else None


def _reactions(message: Message) -> list[set[int]]:
    return [users for users in message.reactions.values() if users]


def _colour(member: Member | None) -> int | None:
    """Return the colour of a member's name: that of the highest role that has one."""
    if member is None:
        return None
    coloured = [role for role in member.roles if role.colour]
    return max(coloured, key=lambda role: role.position).colour if coloured else None


def _interaction_name(message: Message, interactions: Interactions) -> str | None:
    if message.interaction is None:
        return None
    interaction = interactions.by_id.get(int(message.interaction["id"]))
    return interaction.name or None if interaction else None
