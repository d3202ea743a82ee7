"""Corners of a server where points would be farmed: channels named for bots, or for spam."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.services.actors import Person, require_manager
from bot.services.points import places
from bot.services.points.places import EVERYTHING, PlaceRow
from bot.services.typed import fold
from db.session import Session

MOST = 10
"""Corners that are proposed at once."""

_WORDS = frozenset(
    ("bot", "bots", "botspam", "botcommands", "cmd", "cmds", "command", "commands", "spam")
) | {"spamming", "shitpost", "shitposting", "counting", "lệnh"}
_WORD = re.compile(r"[^\W_]+")


class Channel(NamedTuple):
    """A channel or category as it is named; `category_id`: what it is in."""

    id: int
    name: str
    category_id: int | None = None


def proposed(session: Session, by: Person, channels: Sequence[Channel]) -> list[int]:
    """Return those where nothing should be earned, by their names; not what is settled already.

    What is in a category that is settled or proposed goes with it.
    """
    require_manager(session, by)
    settled = {row.channel_id for row in places.every(session, by.community_id)}
    named = {one.id for one in channels if _WORDS.intersection(_WORD.findall(fold(one.name)))}
    found = [
        one.id
        for one in channels
        if one.id in named - settled and one.category_id not in named | settled
    ]
    return found[:MOST]


def leave_out(session: Session, by: Person, channels: Sequence[Channel]) -> int:
    """Let nothing be earned in what is proposed; return how many those are."""
    found = proposed(session, by, channels)
    for channel_id in found:
        places.put(session, by, PlaceRow(channel_id, EVERYTHING, 0))
    return len(found)
