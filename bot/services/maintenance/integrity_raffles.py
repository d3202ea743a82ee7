"""Proof that raffles were drawn as their seeds say, and that what they set aside adds up.

A seed that is still secret is never part of what is found.
"""

from collections.abc import Iterator

from sqlalchemy import Select, func, select
from sqlmodel import col

from bot.services.raffles.order import commitment, order
from db.session import Session
from db.tables import EntryOutcome, Grant, Raffle, RaffleEntry, RaffleState, Reward, linked

Row = tuple[int, int, object, object]


def set_aside() -> Select[int, int, int, int]:
    """Look for rewards of which more or less is set aside than their raffles say."""
    counted = (
        select(
            col(Raffle.community_id),
            col(Raffle.reward_id),
            func.sum(col(Raffle.set_aside)).label("units"),
        )
        .group_by(col(Raffle.community_id), col(Raffle.reward_id))
        .subquery()
    )
    units = func.coalesce(counted.c.units, 0)
    return (
        select(col(Reward.community_id), col(Reward.id), units, col(Reward.set_aside))
        .outerjoin(counted, linked(counted.c.reward_id, Reward.id))
        .where(col(Reward.set_aside) != units)
    )


def drawn(session: Session, cleared: Select[int]) -> Iterator[Row]:
    """Yield (community, raffle, expected, found) for every raffle that another draw would give."""
    raffles = session.execute(
        select(Raffle).where(
            col(Raffle.state) != RaffleState.DRAFT, col(Raffle.community_id).not_in(cleared)
        )
    ).scalars()
    for raffle in raffles.all():
        wrong = _seed(raffle) or _entries(session, raffle)
        if wrong is not None:
            yield raffle.community_id, raffle.id, *wrong


def _seed(raffle: Raffle) -> tuple[object, object] | None:
    """Compare what was committed to with the seed."""
    found = commitment(raffle.seed or raffle.revealed or "")
    if found == raffle.commitment:
        return None
    return f"a seed with the hash {raffle.commitment}", f"one with {found}"


def _entries(session: Session, raffle: Raffle) -> tuple[object, object] | None:
    """Draw anew, and compare: numbers, places, who was asked, and what they were granted."""
    rows = session.execute(
        select(
            col(RaffleEntry.number),
            col(RaffleEntry.place),
            col(RaffleEntry.outcome),
            col(Grant.key),
            col(Grant.member_id) == col(RaffleEntry.member_id),
        )
        .outerjoin(Grant, linked(Grant.id, RaffleEntry.grant_id))
        .where(
            col(RaffleEntry.community_id) == raffle.community_id,
            col(RaffleEntry.raffle_id) == raffle.id,
        )
        .order_by(col(RaffleEntry.number))
    ).all()
    numbers = [row.number for row in rows]
    if numbers != list(range(1, raffle.entries + 1)):
        return f"entries 1 to {raffle.entries}", f"{len(numbers)}, up to {max(numbers, default=0)}"
    at = {place: number for number, place, *_ in rows if place is not None}
    reached = order(raffle.revealed, raffle.entries)[: raffle.reached] if raffle.revealed else []
    if at != dict(enumerate(reached, 1)):
        return f"drawn in the order {reached[:20]}", [at[place] for place in sorted(at)][:20]
    for number, _, outcome, key, same in rows:
        accepted = outcome == EntryOutcome.ACCEPTED
        if accepted and (key != f"raffle:{raffle.id}:{number}" or not same):
            return f"entry {number} has the grant raffle:{raffle.id}:{number}", key
    return _counts(raffle, [row.outcome for row in rows])


def _counts(raffle: Raffle, outcomes: list[str | None]) -> tuple[object, object] | None:
    """Compare how many were asked with the units, and whether it is over."""
    won, accepted = (outcomes.count(one) for one in (EntryOutcome.WON, EntryOutcome.ACCEPTED))
    if raffle.state == RaffleState.OPEN:
        expected, found = raffle.units, raffle.set_aside
    elif raffle.state == RaffleState.CANCELLED:
        expected, found = 0, won + accepted
    elif raffle.state == RaffleState.DRAWN:
        expected, found = raffle.units - accepted, raffle.set_aside
    else:  # over: either every unit is given, or everybody's turn has come
        short = raffle.reached < raffle.entries and raffle.reason is None
        expected, found = (raffle.units if short else min(accepted, raffle.units)), won + accepted
    return None if expected == found else (f"{expected} units", found)
