"""Tiers: roles that multiply what their holders earn, and that lifetime points may bring."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, TypedDict

from sqlalchemy import and_, or_, select
from sqlmodel import col

from bot.services import audit, communities, deliveries, events
from bot.services.actors import Person, RoleFacts, may_hold, require_manager
from bot.services.errors import GoneError, InvalidInputError
from bot.services.events import NewEvent
from bot.services.points import ledger
from bot.services.state import Cells, Loaded, State, decide_now
from db.session import Session
from db.statement import Statement, param
from db.tables import DeliveryKind, Member, Tier, Wallet, WalletKind


class _RoleToGive(TypedDict):
    """What the delivery of a tier's role says."""

    key: str
    member_id: int
    role: int


ONCE = 100
"""The multiplier that changes nothing: multipliers count in hundredths."""

MOST_TIMES = 10 * ONCE

MOST = 25
"""Tiers of a community."""

MOST_RANK = 1_000


class TierRow(NamedTuple):
    """A tier: its role, and what it multiplies earned points by, in hundredths.

    `threshold`: the lifetime points that bring it; None: only the role does. `noted_upto`: up to
    which members it is noted who had reached it when it was made; None: of everybody.
    """

    role_id: int
    rank: int
    multiplier: int
    threshold: int | None
    noted_upto: int | None = None

    def is_noted(self, member_id: int) -> bool:
        """Return whether it is noted if a member had reached it when it was made."""
        return self.noted_upto is None or member_id <= self.noted_upto


_TIERS = Statement(
    select(*(getattr(Tier, name) for name in TierRow._fields))
    .where(col(Tier.community_id) == param("community_id"))
    .order_by(col(Tier.rank).desc())
)


def _load(loaded: Loaded, _: Collection[None]) -> dict[None, Sequence[TierRow]]:
    return {None: every(loaded.session, loaded.community_id)}


_EVERY = Cells[None, Sequence[TierRow]]("tier", _load)


def every(session: Session, community_id: int) -> Sequence[TierRow]:
    """Return a community's tiers, the highest first."""
    return [TierRow(*row) for row in session.run(_TIERS, community_id=community_id)]


def every_in(state: State) -> Sequence[TierRow]:
    """Return a community's tiers, the highest first."""
    return state.get(_EVERY, None) or ()


def highest(tiers: Sequence[TierRow], role_ids: frozenset[int]) -> TierRow | None:
    """Return the tier that counts for somebody with these roles; None without one."""
    return next((tier for tier in tiers if tier.role_id in role_ids), None)


def multiplier(tiers: Sequence[TierRow], role_ids: frozenset[int]) -> int:
    """Return by what earning rules are multiplied for somebody with these roles, in hundredths."""
    tier = highest(tiers, role_ids)
    return ONCE if tier is None else int(tier.multiplier)


def mark_reached(
    session: Session, community_id: int, member_id: int, role_ids: frozenset[int]
) -> None:
    """Take note of the tiers that a member has reached: by lifetime points, or by having the role.

    A threshold that is crossed brings the role, once. Each tier raises `tier_reached` once.
    """

    def reach(state: State) -> None:
        cross_in(state, member_id, role_ids)
        for tier in every_in(state):
            if tier.role_id in role_ids:
                _raise_reached(state, member_id, tier.role_id)

    decide_now(session, community_id, reach)


def cross(session: Session, community_id: int, member_id: int, role_ids: frozenset[int]) -> None:
    """Give the roles whose threshold a member's lifetime points have crossed, once each."""
    decide_now(session, community_id, lambda state: cross_in(state, member_id, role_ids))


def cross_in(state: State, member_id: int, role_ids: frozenset[int]) -> None:
    """Give those roles with what a decision changes; as `cross` does."""
    for role_id in _mark_crossed(state, member_id, role_ids):
        deliveries.enqueue_in(state, DeliveryKind.GIVE_ROLE, **_role_to_give(member_id, role_id))


def _mark_crossed(state: State, member_id: int, role_ids: frozenset[int]) -> list[int]:
    """Take note that a member has reached tiers by lifetime points, and return their roles."""
    tiers = every_in(state)
    if not any(tier.threshold is not None for tier in tiers):
        return []
    lifetime = state.get(ledger.WALLETS, (member_id, WalletKind.EARN)) or 0
    crossed = _crossed(tiers, lifetime, besides=role_ids)
    for tier in crossed:
        if tier.is_noted(member_id):
            _raise_reached(state, member_id, tier.role_id)
        else:  # as most had by then, who are about to be noted in silence
            state.make_so(_fact(member_id, tier.role_id))
    return [tier.role_id for tier in crossed]


def _role_to_give(member_id: int, role_id: int) -> _RoleToGive:
    return {"key": f"tier:{role_id}:{member_id}", "member_id": member_id, "role": role_id}


def reached(session: Session, community_id: int, member_id: int) -> list[int]:
    """Return the roles that a member's lifetime points have brought, the lowest first."""
    lifetime = ledger.balance(session, community_id, member_id, WalletKind.EARN)
    return [tier.role_id for tier in _crossed(every(session, community_id), lifetime)]


def _crossed(
    tiers: Sequence[TierRow], lifetime: int, *, besides: frozenset[int] = frozenset()
) -> list[TierRow]:
    return [
        tier
        for tier in reversed(tiers)
        if tier.threshold is not None and tier.threshold <= lifetime and tier.role_id not in besides
    ]


def import_existing(
    session: Session, community_id: int, member_id: int, role_ids: frozenset[int]
) -> None:
    """Store that a member reached the tiers of these roles, without an event."""
    for tier in every(session, community_id):
        if tier.role_id in role_ids:
            events.once(session, community_id, _fact(member_id, tier.role_id))


def note_reached(session: Session, tier: Tier, after: int, upto: int) -> int:
    """Note who had reached a tier when it was made or became easier, of some members, in silence.

    They are those with ids above `after`, up to `upto`, who hold its role, or have the lifetime
    points: these are given the role, if they are here. Returns how many that is.
    """
    here = col(Member.community_id) == tier.community_id
    enough = col(Wallet.balance) >= (ledger.MOST + 1 if tier.threshold is None else tier.threshold)
    rows = session.execute(
        select(col(Member.member_id), col(Member.present), col(Member.role_ids), enough)
        .outerjoin(
            Wallet,
            and_(
                col(Wallet.community_id) == col(Member.community_id),
                col(Wallet.member_id) == col(Member.member_id),
                col(Wallet.kind) == WalletKind.EARN,
            ),
        )
        .where(
            here,
            col(Member.member_id).between(after + 1, upto),
            or_(and_(col(Member.present), may_hold(tier.role_id)), enough),
        )
        .order_by(col(Member.member_id))
        .with_for_update(of=Member)
    ).all()
    reached, lacking = [], []
    for member_id, present, role_ids, has_enough in rows:
        holds = present and tier.role_id in role_ids
        if holds or has_enough:
            reached.append((member_id, tier.role_id))
        if has_enough and present and not holds:
            lacking.append((member_id, tier.role_id))
    events.all_so(session, tier.community_id, (_fact(*one) for one in reached))
    _give_many(session, tier.community_id, lacking)
    return len(reached)


def bring(
    session: Session,
    community_id: int,
    risen: Sequence[tuple[int, int, int]],
    role_ids: Mapping[int, frozenset[int]],
) -> None:
    """Give the roles that lifetime points brought along from elsewhere have crossed, in silence.

    `risen` has members with the points before and after; `role_ids` those who are here, with their
    roles. No event tells of it, now or later; who is away finds the roles on return.
    """
    tiers = [tier for tier in every(session, community_id) if tier.threshold is not None]
    crossed = [
        (member_id, tier.role_id)
        for member_id, before, after in risen
        for tier in tiers
        if before < (tier.threshold or 0) <= after
    ]
    events.all_so(session, community_id, (_fact(*one) for one in crossed))
    here = [one for one in crossed if one[0] in role_ids and one[1] not in role_ids[one[0]]]
    _give_many(session, community_id, here)


def _give_many(session: Session, community_id: int, crossed: Sequence[tuple[int, int]]) -> None:
    """Give many members the role of a tier each, one after the other."""
    rows = [
        deliveries.enqueuing(session, community_id, DeliveryKind.GIVE_ROLE, **_role_to_give(*one))
        for one in crossed
    ]
    deliveries.enqueue_many(session, rows)


def cross_many(session: Session, community_id: int, role_ids: Mapping[int, frozenset[int]]) -> None:
    """Do for many members, each with their roles, what `cross` does for one."""

    def cross_all(state: State) -> list[tuple[int, int]]:
        return [
            (member_id, role_id)
            for member_id, held in role_ids.items()
            for role_id in _mark_crossed(state, member_id, held)
        ]

    crossed = decide_now(session, community_id, cross_all)
    _give_many(session, community_id, crossed)


def _raise_reached(state: State, member_id: int, role_id: int) -> None:
    fact = _fact(member_id, role_id)
    if state.is_so(fact):  # mostly: each earning looks at every tier
        return
    event = NewEvent(
        state.community_id,
        "tier_reached",
        fact,
        member_id,
        state.now,
        data={"role": str(role_id)},
        fact=fact,
    )
    events.raise_in(state, event)


def _fact(member_id: int, role_id: int) -> str:
    return f"tier:{member_id}:{role_id}"


def list_tiers(session: Session, by: Person) -> Sequence[TierRow]:
    """Return the tiers for a manager, the highest first."""
    require_manager(session, by)
    return every(session, by.community_id)


def put(
    session: Session,
    by: Person,
    role: RoleFacts,
    *,
    rank: int | None = None,
    multiplier: int | None = None,
    threshold: int | None = None,
) -> None:
    """Make a role a tier, or change one. None leaves a part as it is; a threshold of 0 is none.

    A new tier is the highest unless `rank` says otherwise. `multiplier` is in hundredths. A role
    that nobody can give, as the one of boosters, may multiply; only a threshold gives a role, so
    whoever makes or keeps one must be able to give it by hand.
    """
    require_manager(session, by)
    if role.id == by.community_id:  # Discord gives the role of everybody the server's own id
        raise InvalidInputError("role", "tier-role-everybody")
    if role.privileged:
        raise InvalidInputError("role", "tier-role-privileged", role=role.id)
    # Two managers take turns, so that ranks stay apart.
    communities.locked(session, by.community_id)
    known = every(session, by.community_id)
    tier = session.locked(Tier, (by.community_id, role.id))  # whoever notes members ends first
    if tier is None:
        if len(known) >= MOST:
            raise InvalidInputError("role", "tier-too-many", most=MOST)
        top = known[0].rank if known else 0
        tier = Tier(
            community_id=by.community_id, role_id=role.id, rank=top + 1, attached_by=by.member_id
        )
        tier.noted_upto = 0
    before = tier.model_dump()
    tier.rank = tier.rank if rank is None else rank
    tier.multiplier = tier.multiplier if multiplier is None else multiplier
    tier.threshold = tier.threshold if threshold is None else threshold or None
    if tier.threshold is not None and not role.assignable_by_actor:
        what = "managed" if role.managed else "out-of-reach"
        raise InvalidInputError("role", f"tier-role-{what}", role=role.id)
    if tier.threshold is not None and tier.threshold < (before["threshold"] or ledger.MOST + 1):
        tier.noted_upto = 0
    _check(tier, known)
    if tier.model_dump() == before and tier in session:
        return
    tier.attached_by = by.member_id
    session.add(tier)
    session.flush()
    audit.record_by(
        session,
        by,
        "tiers.set",
        role=tier.role_id,
        rank=tier.rank,
        times=tier.multiplier / ONCE,
        threshold=tier.threshold,
    )


def _check(tier: Tier, known: Sequence[TierRow]) -> None:
    if not 1 <= tier.rank <= MOST_RANK:
        raise InvalidInputError("rank", "tier-bad-rank", most=MOST_RANK)
    for other in known:
        if other.rank == tier.rank and other.role_id != tier.role_id:
            raise InvalidInputError(
                "rank", "tier-rank-taken", rank=tier.rank, role=str(other.role_id)
            )
    if not ONCE <= tier.multiplier <= MOST_TIMES:
        raise InvalidInputError("multiplier", "tier-bad-multiplier")
    if tier.threshold is not None and not 1 <= tier.threshold <= ledger.MOST:
        raise InvalidInputError("threshold", "tier-bad-threshold", most=ledger.MOST)


def remove(session: Session, by: Person, role_id: int) -> None:
    """Let a role be a tier no more; whoever holds it keeps it."""
    require_manager(session, by)
    if not session.remove_row(Tier, by.community_id, role_id):
        raise GoneError
    audit.record_by(session, by, "tiers.removed", role=role_id)
