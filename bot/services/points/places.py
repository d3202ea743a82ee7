"""Where earning pays more, less or nothing: by what an action is multiplied in a channel.

A thread counts as its channel. The narrowest place decides: a channel before its category, and
what is said of one action before what is said of all.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import col

from bot.services import audit
from bot.services.actors import Person, require_manager
from bot.services.errors import GoneError, InvalidInputError
from bot.services.events import EventFacts
from bot.services.paging import count_rows
from bot.services.points import rules
from bot.services.points.tiers import MOST_TIMES, ONCE
from bot.services.state import Cells, Loaded, State
from db.session import Session
from db.statement import Statement, param
from db.tables import EarningPlace
from db.upsert import insert

EVERYTHING = ""
"""What stands for all actions."""

MOST = 100
"""Places of a community."""

TENTH = ONCE // 10
"""Factors have one decimal: with a tier's two, the product is exact in ten-thousandths."""


class PlaceRow(NamedTuple):
    """By what an action is multiplied somewhere, in hundredths; `action`: that, or `EVERYTHING`."""

    channel_id: int
    action: str
    factor: int


Places = Mapping[tuple[int, str], int]
"""Factors, by channel or category and action."""

_EVERY = Statement(
    select(*(getattr(EarningPlace, name) for name in PlaceRow._fields))
    .where(col(EarningPlace.community_id) == param("community_id"))
    .order_by(col(EarningPlace.channel_id), col(EarningPlace.action))
)


def every(session: Session, community_id: int) -> list[PlaceRow]:
    """Return every place where an action pays otherwise than elsewhere."""
    return [PlaceRow(*row) for row in session.run(_EVERY, community_id=community_id)]


def _load(loaded: Loaded, _: Collection[None]) -> dict[None, Places]:
    rows = every(loaded.session, loaded.community_id)
    return {None: {(row.channel_id, row.action): row.factor for row in rows}}


PLACES = Cells[None, Places]("earning_place", _load)
"""The factors of a community."""


def factor_in(state: State, event: EventFacts, action: str | None) -> int:
    """Return by what is multiplied what happened where it did, in hundredths; 0: it is nothing.

    `action` None: something that no rule pays for.
    """
    if event.channel_id is None:
        return ONCE
    known = state.get(PLACES, None)
    if not known:
        return ONCE
    return factor_at(known, (event.channel_id, event.category_id), action)


def factor_at(known: Places, where: Collection[int | None], action: str | None) -> int:
    """Return the factor of an action `where` something is, the narrowest first."""
    for channel_id in where:
        for what in (action, EVERYTHING):
            if channel_id is not None and what is not None and (channel_id, what) in known:
                return known[channel_id, what]
    return ONCE


def checked(factor: int) -> int:
    """Return a factor that a place may have; `InvalidInputError` for another."""
    if not 0 <= factor <= MOST_TIMES or factor % TENTH:
        raise InvalidInputError("factor", "place-bad-factor")
    return factor


def put(session: Session, by: Person, row: PlaceRow) -> None:
    """Let an action, or everything, pay so many times as much in a channel or category."""
    require_manager(session, by)
    checked(row.factor)
    if row.action != EVERYTHING and rules.find(session, by.community_id, row.action) is None:
        raise rules.no_such(row.action)
    key = {"community_id": by.community_id, "channel_id": row.channel_id, "action": row.action}
    here = col(EarningPlace.community_id) == by.community_id
    if session.get(EarningPlace, tuple(key.values())) is None and (
        count_rows(session, EarningPlace, here) >= MOST
    ):
        raise InvalidInputError("channel", "place-too-many", most=MOST)
    session.execute(
        insert(EarningPlace)
        .values(**key, factor=row.factor)
        .on_conflict_do_update(index_elements=list(key), set_={"factor": row.factor})
    )
    audit.record_by(
        session,
        by,
        "points.place_set",
        channel=row.channel_id,
        did=row.action or None,
        times=row.factor / ONCE,
    )


def remove(session: Session, by: Person, channel_id: int, action: str) -> None:
    """Let an action, or everything, pay in a channel or category what it pays elsewhere."""
    require_manager(session, by)
    if not session.remove_row(EarningPlace, by.community_id, channel_id, action):
        raise GoneError
    audit.record_by(session, by, "points.place_removed", channel=channel_id, did=action or None)
