"""The rows of a grant: itself, its unit, what is held, its price, and what tells of it."""

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlmodel import col

from bot.services import audit, events
from bot.services.actors import Person, remembering
from bot.services.events import NewEvent
from bot.services.points import ledger
from bot.services.rewards.locking import LockedReward
from db.session import Session
from db.statement import Part, Statement, equals, param, params
from db.tables import Grant, GrantSource, GrantState, Holding, LedgerReason, Reward, RewardKind
from db.upsert import insert, insert_row

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else
_REDEMPTION_LENGTH = 12
_REDEMPTION_BITS = 96  # of which a code takes less than 60, so that all are equally likely

_COUNT_UP = Statement(
    update(Reward)
    .where(
        *equals(Reward.community_id, reward_id=Reward.id),
        (col(Reward.stock).is_(None)) | (Reward.granted < col(Reward.stock)),
    )
    .values(granted=Reward.granted + 1)
    .returning(col(Reward.granted))
)
_HOLD = Statement(
    insert(Holding)
    .values(
        **params("community_id", "reward_id", "member_id"),
        count=1,
    )
    .on_conflict_do_update(
        index_elements=["community_id", "reward_id", "member_id"],
        set_={"count": Holding.count + 1},
        where=Holding.count < param("limit"),
    )
    .returning(col(Holding.count))
)
_NO_LIMIT = 2**62
_GRANT = Statement(
    insert_row(Grant, "reminded_on", "used_at", "used_by", "revoked_at", "revoked_by").returning(
        col(Grant.id)
    )
)


@dataclass(frozen=True)
class NewGrant:
    """A grant that has been decided and is to be written.

    `known`: the member has a row. `secret`: the community's, for keys of events.
    """

    id: int
    reward: LockedReward
    person: Person
    source: GrantSource
    key: str
    actor_id: int | None
    today: date
    known: bool
    secret: str

    @property
    def claim(self) -> bool:
        """Whether the member pays for it themselves."""
        return self.source is GrantSource.CLAIM

    @property
    def paid(self) -> int:
        """What it costs the member, in points."""
        return (self.reward.cost or 0) if self.claim else 0


def parts(session: Session, new: NewGrant, part_of: int | None) -> dict[str, Part]:
    """Return what writes a grant, in the order in which locks are taken."""
    reward, community_id, member_id = new.reward, new.person.community_id, new.person.member_id
    of = {"community_id": community_id, "reward_id": reward.id, "member_id": member_id}
    limit = _NO_LIMIT if reward.member_limit is None else reward.member_limit
    parts: dict[str, Part] = {}
    if not new.known:
        parts["member"] = remembering(session, community_id, member_id)
    parts["grant"] = _GRANT, of | _columns(session, new)
    parts["unit"] = _COUNT_UP, of
    parts["held"] = _HOLD, of | {"limit": limit}
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
    )
    if new.claim:
        event = claimed(session, new.person, reward.id, new.id)
        parts["event"] = events.storing(session, event, new.secret)
    return parts


def _columns(session: Session, new: NewGrant) -> dict[str, Any]:
    coupon = new.reward.kind == RewardKind.COUPON
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
    drawn, signs = rng.getrandbits(_REDEMPTION_BITS), []
    for _ in range(_REDEMPTION_LENGTH):
        drawn, sign = divmod(drawn, len(_ALPHABET))
        signs.append(_ALPHABET[sign])
    return "".join(signs)
