"""Earning: an action pays what its rule says, as often as the rule lets it, times the tier."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, exists, select, tuple_, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.services import communities, events, points
from bot.services.earning import rules, tiers
from bot.services.earning.rules import Rule
from bot.services.goals import progress
from bot.services.people import Person
from bot.services.points import Balances
from bot.services.workflows.parts import triggers
from db.session import Session
from db.statement import Statement, param
from db.tables import Event, EventState, LedgerEntry, LedgerReason, Tally, WalletKind
from db.upsert import insert

TAKEN_BACK_WITHIN = timedelta(minutes=1)
"""How soon a message must be deleted for its points to be taken back."""

BOTH = (WalletKind.EARN, WalletKind.SPEND)

_SLICE = 1_000
_NO_CAP = 2**62
_NO_COOLDOWN = datetime.max.replace(tzinfo=UTC)
_NIGHTS = timedelta(days=2)
"""How many days back a cooldown may reach; a change of the time zone may skip one."""

_COUNT = Statement(
    insert(Tally)
    .values(
        community_id=param("community_id"),
        member_id=param("member_id"),
        action=param("action"),
        day=param("day"),
        happened=param("count"),
        paid=0,
    )
    .on_conflict_do_update(
        index_elements=["community_id", "member_id", "action", "day"],
        set_={"happened": Tally.happened + param("count")},
    )
    .returning(col(Tally.paid))
)
_lately = aliased(Tally)
_PAY = Statement(
    update(Tally)
    .where(
        col(Tally.community_id) == param("community_id"),
        col(Tally.member_id) == param("member_id"),
        col(Tally.action) == param("action"),
        col(Tally.day) == param("day"),
        Tally.paid + param("pays") <= param("cap"),
        ~exists().where(
            col(_lately.community_id) == param("community_id"),
            col(_lately.member_id) == param("member_id"),
            col(_lately.action) == param("action"),
            col(_lately.day).between(param("first"), param("day")),
            col(_lately.paid_at) > param("cooled"),
        ),
    )
    .values(paid=Tally.paid + param("pays"), paid_at=param("at"))
    .returning(col(Tally.paid))
)


def earn(session: Session, event: Event, action: str, count: int, role_ids: frozenset[int]) -> int:
    """Pay a member for an action that an event is; return the points, 0 where it pays nothing.

    `count`: how often it was done; `role_ids`: what the member's tier goes by.
    """
    assert event.member_id is not None
    rule = rules.find(session, event.community_id, action)
    if rule is None:
        return 0
    amount = rule.points * _paid(session, event, rule, count)
    amount = amount * tiers.multiplier(session, event.community_id, role_ids) // tiers.ONCE
    if amount == 0:
        return 0
    points.move(
        session,
        event.community_id,
        event.member_id,
        BOTH,
        amount,
        LedgerReason.EARNED,
        key=_key(event),
        note=action,
        event_id=event.id,
    )
    tiers.cross(session, event.community_id, event.member_id, role_ids)
    return amount


def _paid(session: Session, event: Event, rule: Rule, count: int) -> int:
    """Count what was done and return how many of it the rule pays.

    Counting takes the row of the day, so whoever does the same at the same moment comes after;
    the condition on paying would hold without that too.
    """
    day = communities.day_of(session, event.community_id, event.happened_at)
    which = {
        "community_id": event.community_id,
        "member_id": event.member_id,
        "action": rule.action,
        "day": day,
    }
    (before,) = session.run(_COUNT, **which, count=count)
    cap = _NO_CAP if rule.daily_cap is None else rule.daily_cap
    pays = min(count, cap - before.paid)
    if rule.points == 0 or pays <= 0:
        return 0
    at = event.happened_at
    cooled = at - timedelta(seconds=rule.cooldown) if rule.cooldown else _NO_COOLDOWN
    done = session.run(_PAY, **which, pays=pays, cap=cap, cooled=cooled, first=day - _NIGHTS, at=at)
    return pays if done else 0


def _key(event: Event) -> str:
    return f"event:{event.id}"


def purge(session: Session) -> int:
    """Forget counts as old as events that are forgotten, a slice at a time; return how many."""
    key = col(Tally.community_id), col(Tally.member_id), col(Tally.action), col(Tally.day)
    old = select(*key).where(col(Tally.day) < (session.now - events.KEPT).date()).limit(_SLICE)
    return len(
        session.execute(
            delete(Tally)
            .where(tuple_(*key).in_(old))
            .returning(col(Tally.day))
            .execution_options(synchronize_session=False)
        ).all()
    )


def take_back(session: Session, community_id: int, key: str, at: datetime) -> int:
    """Take back what a message earned that was deleted at a moment; return the points.

    That is as much as the member still has, once, and only within a minute. What has not been
    taken up yet never will be.
    """
    event = events.find(session, community_id, key)
    if event is None or at - event.happened_at > TAKEN_BACK_WITHIN:
        return 0
    session.refresh(event, with_for_update=True)  # after whoever is taking it up just now
    was = event.state
    if was in (EventState.PENDING, EventState.DONE):
        events.ignore(event, "its message was deleted within a minute")
    return _undo(session, event) if was == EventState.DONE else 0


def _undo(session: Session, event: Event) -> int:
    assert event.member_id is not None
    earned = session.execute(
        select(col(LedgerEntry.amount)).where(
            col(LedgerEntry.community_id) == event.community_id,
            col(LedgerEntry.key) == _key(event),
            col(LedgerEntry.wallet) == WalletKind.EARN,
        )
    ).scalar_one_or_none()
    amount = min(earned or 0, points.within_reach(session, event.community_id, event.member_id))
    taken = amount > 0 and points.move(
        session,
        event.community_id,
        event.member_id,
        BOTH,
        -amount,
        LedgerReason.CORRECTION,
        key=f"{_key(event)}:taken back",
        event_id=event.id,
    )
    # After the wallets, as when it was earned: whoever takes two things takes them in one order.
    counted = triggers()[event.trigger].counts_as(event)
    if counted is not None:
        progress.give_back(session, event, *counted, earned or 0)
    return amount if taken else 0


def award(
    session: Session,
    by: Person,
    to: Person,
    amount: int,
    *,
    key: str,
    note: str | None = None,
    refund: bool = False,
) -> Balances:
    """Give points as a manager, with the tier that they bring."""
    after = points.award(session, by, to, amount, key=key, note=note, refund=refund)
    tiers.cross(session, by.community_id, to.member_id, to.role_ids)
    return after
