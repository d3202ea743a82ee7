"""A member as Discord describes them, turned into what the services compare."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.services.members.diff import MemberSnapshot


def snapshot(member: discord.Member) -> MemberSnapshot:
    """Return what Discord says of a member now."""
    return MemberSnapshot(
        member.id,
        frozenset(role.id for role in member.roles if not role.is_default()),
        member.joined_at,
        member.pending,
        member.premium_since,
        member.bot,
    )


def parse_member(data: Mapping[str, Any]) -> MemberSnapshot:
    """Return the member that a payload describes; `KeyError`, `TypeError` or `ValueError`.

    Source: "Guild Resource" of Discord's documentation, "Guild Member Object".
    """
    return MemberSnapshot(
        int(data["user"]["id"]),
        frozenset(int(role_id) for role_id in data["roles"]),
        discord.utils.parse_time(data.get("joined_at")),
        bool(data.get("pending")),
        discord.utils.parse_time(data.get("premium_since")),
        bool(data["user"].get("bot")),
    )


def parse_members(
    listed: Sequence[Mapping[str, Any]],
) -> tuple[list[MemberSnapshot], set[int], int]:
    """Return the members of a list, the ids of those that cannot be parsed, and the last id.

    A member who cannot be parsed is on the server all the same, and stays as they were known. An
    entry without an id makes the whole list unreadable: `KeyError`, `TypeError` or `ValueError`.
    """
    parsed: dict[int, MemberSnapshot] = {}
    unreadable: set[int] = set()
    for data in listed:
        member_id = int(data["user"]["id"])
        try:
            parsed[member_id] = parse_member(data)
        except (KeyError, TypeError, ValueError):
            unreadable.add(member_id)
    last = max((*parsed, *unreadable), default=0)
    return [parsed[member_id] for member_id in sorted(parsed)], unreadable, last
