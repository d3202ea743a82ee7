"""The draw: in one transaction the seed is shown and decides who is asked; and what follows it.

Who may win is judged as Laurel last saw them. Whoever does not accept in time is passed over, and
the next one in the same order is asked, so no later draw needs another seed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlmodel import col

from bot.services import audit, deliveries
from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.errors import RefusedError
from bot.services.paging import count_rows
from bot.services.raffles.eligibility import (
    Entrant,
    have_role,
    why_not_take_part,
    why_not_this,
)
from bot.services.raffles.order import order
from bot.services.raffles.rows import RaffleOverError, is_open, locked, refresh_card, set_aside
from bot.services.rewards import stock
from bot.services.rewards.eligibility import (
    NotOnOfferError,
    RewardExpiredError,
    SoldOutError,
)
from bot.services.rewards.locking import LockedReward, lock_reward
from db.session import Session
from db.tables import (
    Community,
    DeliveryKind,
    EntryOutcome,
    Holding,
    Member,
    Raffle,
    RaffleEntry,
    RaffleState,
    linked,
)

_READ_AT_ONCE = 200
"""Entries whose members are looked at together."""


def work(session: Session) -> int:
    """Draw a raffle that has closed, or go on where somebody has not accepted in time.

    Returns how many raffles that was; 0: nothing is left to do.
    """
    due = session.unheld(Raffle, *_due(session), order=col(Raffle.closes_at), key_share=True)
    return int(any(go_on(session, raffle) for raffle in due))


def go_on(session: Session, raffle: Raffle) -> bool:
    """Do what is due of a locked raffle; False if nothing is."""
    if raffle.state == RaffleState.OPEN and raffle.closes_at <= session.now:
        _draw(session, raffle)
        return True
    if raffle.state == RaffleState.DRAWN and _pass_over_late(session, raffle):
        _ask_next(session, raffle)
        follow(session, raffle)
        return True
    return False


def draw_now(session: Session, by: Person, raffle_id: int) -> None:
    """Close a raffle before its time and draw it; its card and the audit say who did so.

    To close one a second time is no mistake: it stays as it was closed.
    """
    raffle = _to_close(session, by, raffle_id)
    if raffle is None:
        return
    audit.record_by(
        session, by, "raffle.closed_early", reward_id=raffle.reward_id, entries=raffle.entries
    )
    _draw(session, raffle)


def cancel(session: Session, by: Person, raffle_id: int) -> None:
    """End a raffle without a draw, unless it is closed; its seed is shown, its units return."""
    raffle = _to_close(session, by, raffle_id)
    if raffle is None:
        return
    audit.record_by(
        session, by, "raffle.cancelled", reward_id=raffle.reward_id, entries=raffle.entries
    )
    _give_back(session, raffle)
    _reveal(session, raffle, RaffleState.CANCELLED)
    _end(session, raffle)


def _to_close(session: Session, by: Person, raffle_id: int) -> Raffle | None:
    """Return a raffle that a manager closes now; None: they have done so before.

    Once its time is over it is drawn by itself.
    """
    require_manager(session, by)
    raffle = locked(session, by.community_id, raffle_id)
    if raffle.closed_by == by.member_id:
        return None
    if not is_open(raffle, session):
        raise RaffleOverError
    raffle.closed_by = by.member_id
    return raffle


def _reveal(session: Session, raffle: Raffle, state: RaffleState) -> None:
    """Close a raffle: from now on its seed is no secret."""
    raffle.revealed, raffle.seed = raffle.seed, None
    raffle.state, raffle.closed_at = state, session.now
    session.flush()


def _draw(session: Session, raffle: Raffle) -> None:
    _reveal(session, raffle, RaffleState.DRAWN)
    _ask_next(session, raffle)
    follow(session, raffle, now=True)
    audit.record(
        session,
        raffle.community_id,
        "raffle.drawn",
        actor_id=None,
        reward_id=raffle.reward_id,
        entries=raffle.entries,
        winners=_count(session, raffle, EntryOutcome.WON),
    )


def _pass_over_late(session: Session, raffle: Raffle) -> bool:
    """Pass over who has not accepted in time; False if nobody has let it pass."""
    late = session.execute(
        update(RaffleEntry)
        .where(
            col(RaffleEntry.community_id) == raffle.community_id,
            col(RaffleEntry.raffle_id) == raffle.id,
            col(RaffleEntry.outcome) == EntryOutcome.WON,
            col(RaffleEntry.accept_until) <= session.now,
        )
        .values(outcome=EntryOutcome.LAPSED)
        .returning(col(RaffleEntry.member_id))
    ).scalars()
    member_ids = list(late)
    for member_id in member_ids:
        audit.record(
            session,
            raffle.community_id,
            "raffle.lapsed",
            actor_id=None,
            member_id=member_id,
            reward_id=raffle.reward_id,
        )
    return bool(member_ids)


def _ask_next(session: Session, raffle: Raffle) -> None:
    """Ask the next ones in the order, as many as there are units that nobody is asked about."""
    reward = lock_reward(session, raffle.community_id, raffle.reward_id)
    day = today(session, raffle.community_id)
    impossible = _impossible(session, reward, day)
    raffle.reason = None if impossible is None else impossible.message
    if impossible is None:
        _walk(session, raffle, reward, day)
    session.flush()


def _impossible(session: Session, reward: LockedReward, day: date) -> RefusedError | None:
    """Return why nobody at all can be given it, whatever was set aside."""
    if stock.usable_up_to(session, reward, day, 1) == 0:  # its codes were withdrawn, or expired
        return SoldOutError(reward=reward.name, kind=reward.kind)
    refusal = why_not_this(reward, 0, session.now, day)
    if isinstance(refusal, NotOnOfferError):
        return NotOnOfferError(reward=reward.name)  # whichever way it came to be so
    return refusal if isinstance(refusal, RewardExpiredError) else None


def _walk(session: Session, raffle: Raffle, reward: LockedReward, day: date) -> None:
    assert raffle.revealed is not None
    vacant = raffle.set_aside - _count(session, raffle, EntryOutcome.WON)
    numbers = iter(order(raffle.revealed, raffle.entries)[raffle.reached :])
    while vacant > 0 and (some := list(islice(numbers, _READ_AT_ONCE))):
        entrants = _entrants(session, raffle, reward, some)
        decided: list[dict[str, Any]] = []
        for number in some:
            if vacant == 0:
                break
            raffle.reached += 1
            row = _decide(session, raffle, reward, entrants[number], day)
            decided.append(row | {"number": number, "place": raffle.reached})
            if row["outcome"] == EntryOutcome.WON:
                vacant -= 1
                _tell(session, raffle, number, entrants[number].person.member_id)
        _write(session, raffle, decided)


def _decide(
    session: Session, raffle: Raffle, reward: LockedReward, entrant: Entrant, day: date
) -> dict[str, Any]:
    refusal = why_not_take_part(raffle, reward, entrant, now=session.now, day=day)
    won = refusal is None
    return {
        "outcome": EntryOutcome.WON if won else EntryOutcome.PASSED,
        "reason": None if refusal is None else refusal.message,
        "days_drawn": entrant.days(session.now),
        "decided_at": session.now,
        "accept_until": session.now + timedelta(minutes=raffle.accept_minutes) if won else None,
    }


def _write(session: Session, raffle: Raffle, decided: Sequence[dict[str, Any]]) -> None:
    of = {"community_id": raffle.community_id, "raffle_id": raffle.id}
    if decided:
        session.execute(update(RaffleEntry), [of | row for row in decided])


def _tell(session: Session, raffle: Raffle, number: int, member_id: int) -> None:
    deliveries.enqueue(
        session,
        raffle.community_id,
        DeliveryKind.RAFFLE_WON,
        key=f"raffle:{raffle.id}:won:{number}",
        member_id=member_id,
        raffle=str(raffle.id),
        number=number,
    )


def _entrants(
    session: Session, raffle: Raffle, reward: LockedReward, numbers: Sequence[int]
) -> dict[int, Entrant]:
    """Return who has these entries, as they were last seen."""
    rows = session.execute(
        select(
            col(RaffleEntry.number),
            col(RaffleEntry.member_id),
            col(Member.present),
            col(Member.role_ids),
            col(Member.joined_at),
            col(Holding.count),
        )
        .outerjoin(Member, linked(Member.member_id, RaffleEntry.member_id))
        .outerjoin(
            Holding,
            and_(
                linked(Holding.member_id, RaffleEntry.member_id),
                col(Holding.reward_id) == raffle.reward_id,
            ),
        )
        .where(
            col(RaffleEntry.community_id) == raffle.community_id,
            col(RaffleEntry.raffle_id) == raffle.id,
            col(RaffleEntry.number).in_(numbers),
        )
    )
    found = {}
    for number, member_id, present, role_ids, joined_at, held in rows:
        roles = frozenset(map(int, role_ids or ()))
        person = Person(raffle.community_id, member_id, roles, present=bool(present))
        found[number] = Entrant(person, joined_at, held or 0)
    have = have_role(session, reward, [entrant.person for entrant in found.values()])
    return {
        number: replace(entrant, has_role=entrant.person.member_id in have)
        for number, entrant in found.items()
    }


def follow(session: Session, raffle: Raffle, *, now: bool = False) -> None:
    """End a drawn raffle where nobody is asked any more, and nobody can be; else show how it is."""
    nobody_left = raffle.reached == raffle.entries or raffle.reason is not None
    asked = _count(session, raffle, EntryOutcome.WON)
    if not asked and (raffle.set_aside == 0 or nobody_left):
        _give_back(session, raffle)
        raffle.state = RaffleState.ENDED
        _end(session, raffle)
    else:
        refresh_card(session, raffle, now=now)


def _give_back(session: Session, raffle: Raffle) -> None:
    """Return what nobody won."""
    if raffle.set_aside:
        set_aside(session, raffle, -raffle.set_aside)


def _end(session: Session, raffle: Raffle) -> None:
    raffle.ended_at = session.now
    session.flush()
    refresh_card(session, raffle, now=True)


def _count(session: Session, raffle: Raffle, outcome: EntryOutcome) -> int:
    return count_rows(
        session,
        RaffleEntry,
        col(RaffleEntry.community_id) == raffle.community_id,
        col(RaffleEntry.raffle_id) == raffle.id,
        col(RaffleEntry.outcome) == outcome,
    )


def _due(session: Session) -> tuple[ColumnElement[bool], ...]:
    late = exists().where(
        linked(RaffleEntry.raffle_id, Raffle.id),
        col(RaffleEntry.outcome) == EntryOutcome.WON,
        col(RaffleEntry.accept_until) <= session.now,
    )
    # Where Laurel is not, nobody could accept what they win.
    here = exists().where(
        col(Community.id) == col(Raffle.community_id), col(Community.removed_at).is_(None)
    )
    return here, or_(
        and_(col(Raffle.state) == RaffleState.OPEN, col(Raffle.closes_at) <= session.now),
        and_(col(Raffle.state) == RaffleState.DRAWN, late),
    )
