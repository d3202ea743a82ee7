"""The rows of a grant: itself, its unit, what is held, its price, and what tells of it."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, case, literal, literal_column, select, update
from sqlmodel import col, func

from bot.services import actors, audit, deliveries, events
from bot.services.actors import Person, remembering
from bot.services.events import NewEvent
from bot.services.points import ledger
from bot.services.rewards.locking import LockedReward
from db.parts import Bulk, Part
from db.session import Session
from db.statement import BulkStatement, Statement, equals, param, params
from db.tables import (
    DeliveryKind,
    Grant,
    GrantSource,
    GrantState,
    Holding,
    LedgerReason,
    Reward,
    RewardKind,
)
from db.upsert import insert, insert_row

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else
_PAIRS = [one + other for one in _ALPHABET for other in _ALPHABET]
_REDEMPTION_PAIRS = 6
_REDEMPTION_BITS = 96  # of which a code takes less than 60, so that all are equally likely

_count_up = (
    update(Reward)
    .where(
        *equals(Reward.community_id, reward_id=Reward.id),
        col(Reward.stock).is_(None)
        | (Reward.granted + Reward.set_aside + param("number") <= col(Reward.stock)),
    )
    .values(granted=Reward.granted + param("number"))
)
_COUNT_UP = Statement(_count_up.returning(col(Reward.granted)))
_HOLD = Statement(
    insert(Holding)
    .values(
        **params("community_id", "reward_id", "member_id", count="number"),
    )
    .on_conflict_do_update(
        index_elements=["community_id", "reward_id", "member_id"],
        set_={"count": Holding.count + param("number")},
        where=Holding.count < param("limit"),
    )
    .returning(col(Holding.count))
)
_NO_LIMIT = 2**62
# By their names, since SQLAlchemy would look in the table `holding` for the row that is met.
_limit: ColumnElement[int] = func.coalesce(
    select(col(Reward.member_limit))
    .where(
        col(Reward.community_id) == literal_column("holding.community_id"),
        col(Reward.id) == literal_column("holding.reward_id"),
    )
    .scalar_subquery(),
    literal(_NO_LIMIT, BigInteger()),
)
_number, _most = param("number", BigInteger()), param("limit", BigInteger())
# More than one may hold is no number, which the column refuses.
_units = insert(Holding).values(
    **params("community_id", "reward_id", "member_id"), count=case((_number <= _most, _number))
)


def _holding(limit: ColumnElement[int]) -> Any:
    return _units.on_conflict_do_update(
        index_elements=["community_id", "reward_id", "member_id"],
        set_={"count": Holding.count + _units.excluded["count"]},
        where=Holding.count + _units.excluded["count"] <= limit,
    )


_HOLD_MANY = BulkStatement(_holding(_most), at_once=True, lists=_holding(_limit))
_grant = insert_row(Grant, "reminded_on", "used_at", "used_by", "revoked_at", "revoked_by")
_GRANT = Statement(_grant)

_MANY: dict[str, tuple[BulkStatement, str | None, tuple[str, ...]]] = {
    "member": (actors.REMEMBER_MANY, None, ("member_id",)),
    "grant": (BulkStatement(_grant), None, ()),
    "unit": (BulkStatement(_count_up, at_once=True), "number", ("reward_id",)),
    "held": (_HOLD_MANY, "number", ("reward_id", "member_id")),
    "entry": (ledger.ENTER_MANY, None, ()),
    "wallet": (ledger.TAKE_MANY, "points", ("member_id",)),
    "line": (audit.RECORD_MANY, None, ()),
    "event": (events.STORE_MANY, None, ()),
}
"""How the parts of many grants are written, in the order in which locks are taken.

Parts about one row, which is known by some of its values, become one with their sum.
"""


class NotAsDecidedError(Exception):
    """A condition of the database has refused what was decided for many; all must be undone."""


class NewGrant(NamedTuple):
    """A grant that has been decided and is to be written.

    `known`: the member has a row. `secret`: the community's, for keys of events. `named`: what its
    source is called, such as the workflow that gave it. `announce_in`: the channel for badges.
    """

    id: int
    reward: LockedReward
    person: Person
    source: GrantSource
    key: str
    actor_id: int | None
    today: date
    paid: int  # what it costs the member, in points
    known: bool
    secret: str
    named: str | None = None
    announce_in: int | None = None

    @property
    def claim(self) -> bool:
        """Whether the member pays for it themselves."""
        return self.source is GrantSource.CLAIM


def delivers(reward: LockedReward) -> bool:
    """Return whether a coupon delivers by itself; then there is nothing to redeem."""
    return reward.delivers_role_id is not None or reward.delivers_voucher_id is not None


def parts(session: Session, new: NewGrant, part_of: int | None) -> dict[str, Part]:
    """Return what writes a grant, in the order in which locks are taken."""
    reward, community_id, member_id = new.reward, new.person.community_id, new.person.member_id
    of = {"community_id": community_id, "reward_id": reward.id, "member_id": member_id}
    limit = _NO_LIMIT if reward.member_limit is None else reward.member_limit
    parts: dict[str, Part] = {}
    if not new.known:
        parts["member"] = remembering(session, community_id, member_id)
    parts["grant"] = _GRANT, of | _columns(session, new)
    one = of | {"number": 1, "limit": limit}
    parts["unit"], parts["held"] = (_COUNT_UP, one), (_HOLD, one)
    if new.paid:
        parts["entry"], parts["wallet"] = ledger.paying(
            session,
            community_id,
            member_id,
            new.paid,
            LedgerReason.PURCHASE,
            key=f"grant:{new.id}",
            grant_id=new.id,
        )
    parts["line"] = audit.line(
        session,
        community_id,
        "reward.claimed" if new.claim else "reward.granted",
        actor_id=member_id if new.claim else new.actor_id,
        member_id=member_id,
        reward_id=reward.id,
        part_of=part_of,
        paid=new.paid,
        source=new.source,
        **({} if new.named is None else {"named": new.named}),
    )
    if new.claim:
        event = claimed(session, new.person, reward.id, new.id)
        parts["event"] = events.storing(session, event, new.secret)
    return parts


def telling(session: Session, new: NewGrant, *, tell: bool) -> list[Mapping[str, Any]]:
    """Return the deliveries because of a grant; `tell`: with a message to the member, if any."""
    reward, person = new.reward, new.person
    badge = reward.kind == RewardKind.BADGE
    role_id = reward.badge_role_id if badge else reward.delivers_role_id
    enqueuing = partial(
        deliveries.enqueuing,
        session,
        person.community_id,
        member_id=person.member_id,
        grant_id=new.id,
    )
    rows: list[Mapping[str, Any]] = []
    if role_id is not None:
        # A coupon says for how long, and is used by that.
        terms: dict[str, Any] = {} if badge else {"days": reward.delivers_days}
        give = DeliveryKind.GIVE_ROLE
        rows.append(enqueuing(give, key=f"role:{new.id}", role=role_id, **terms))
    if badge and new.announce_in is not None:
        rows.append(
            enqueuing(
                DeliveryKind.BADGE_ANNOUNCEMENT,
                key=f"announce:{new.id}",
                channel_id=new.announce_in,
                after=deliveries.GATHERED_FOR,
            )
        )
    # What a coupon delivers from a voucher's pool is told of by itself.
    if tell and not new.claim and not badge and reward.delivers_voucher_id is None:
        rows.append(enqueuing(DeliveryKind.GRANT_MESSAGE, key=f"grant:{new.id}"))
    return rows


def write_many(session: Session, grants: Sequence[Mapping[str, Part]]) -> None:
    """Write the parts of many grants; `NotAsDecidedError` where a condition does not hold."""
    bulks: dict[str, Bulk] = {}
    for name, (statement, summed, key) in _MANY.items():
        rows: Sequence[Mapping[str, Any]] = [parts[name][1] for parts in grants if name in parts]
        bulks[name] = statement, _summed(rows, summed, key) if key else rows
    changed = session.run_bulks([*bulks.values()])
    for (name, (_, rows)), count in zip(bulks.items(), changed, strict=True):
        if count != len(rows) and name != "member":  # who may have got a row meanwhile
            raise NotAsDecidedError(name)


def _summed(
    rows: Sequence[Mapping[str, Any]], summed: str | None, key: Sequence[str]
) -> list[Mapping[str, Any]]:
    """Return one row for each key, in order."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        which = tuple(row[name] for name in key)
        if which not in found:
            found[which] = dict(row)
        elif summed is not None:
            found[which][summed] += row[summed]
    return [found[which] for which in sorted(found)]


def _columns(session: Session, new: NewGrant) -> dict[str, Any]:
    # What delivers by itself is nothing that somebody holds until a date, and redeems.
    coupon = new.reward.kind == RewardKind.COUPON and not delivers(new.reward)
    return {
        "id": new.id,
        "state": GrantState.HELD,
        "source": new.source,
        "actor_id": new.actor_id,
        "paid": new.paid,
        "redemption_code": _redemption_code(session.rng) if coupon else None,
        "expires_on": new.reward.expires_on if coupon else None,
        "key": new.key,
        "created_at": session.now,
    }


def claimed(session: Session, person: Person, reward_id: int, grant_id: int) -> NewEvent:
    """Return what tells workflows that somebody bought a coupon, or first saw a voucher's code.

    The key holds the grant, so each is raised once.
    """
    return NewEvent(
        person.community_id,
        "reward_claimed",
        f"claimed:{grant_id}",
        person.member_id,
        session.now,
        data={"reward": str(reward_id), "grant": str(grant_id)},
    )


def _redemption_code(rng: random.Random) -> str:
    """Draw once: from the system's randomness, each draw is a call into its kernel."""
    drawn, pairs = rng.getrandbits(_REDEMPTION_BITS), []
    for _ in range(_REDEMPTION_PAIRS):
        drawn, pair = divmod(drawn, len(_PAIRS))
        pairs.append(_PAIRS[pair])
    return "".join(pairs)
