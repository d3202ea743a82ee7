"""Finding a reward by what somebody types."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlmodel import col

from bot.services.actors import Person
from bot.services.calendar import today
from bot.services.errors import RefusedError
from bot.services.lookup import MOST_NAMES, Lookup
from bot.services.points import ledger
from bot.services.rewards import store
from bot.services.rewards.delivering import Deliverables
from bot.services.rewards.eligibility import Stage
from bot.services.typed import fold
from db.session import Session
from db.tables import Reward, RewardKind, RewardState, WalletKind

UNARCHIVED = (Stage.DRAFT, Stage.PLANNED, Stage.ON_OFFER, Stage.OVER)
"""The stages whose rewards own their names."""


class NoSuchRewardError(RefusedError):
    """Nothing is called so."""

    message = "reward-no-such"


@dataclass(frozen=True)
class Named:
    """A reward as far as its name tells."""

    reward_id: int
    name: str
    kind: RewardKind
    state: RewardState


def _named(reward_id: int, name: str, state: str, kind: str) -> Named:
    return Named(reward_id, name, RewardKind(kind), RewardState(state))


_REWARDS = Lookup(Reward, _named, NoSuchRewardError, col(Reward.kind))

resolve = _REWARDS.resolve


def find_names(
    session: Session,
    community_id: int,
    text: str = "",
    *,
    kinds: Collection[RewardKind] = tuple(RewardKind),
    stages: Collection[Stage] = UNARCHIVED,
) -> list[Named]:
    """Return up to 25 rewards whose name holds the text; those that begin with it come first."""
    chosen = col(Reward.kind).in_(kinds), store.stage_at(session.now).in_(stages)
    return _REWARDS.find(session, community_id, text, *chosen)


def free_name(session: Session, community_id: int, name: str) -> str:
    """Return a name that no active reward has: this one, or else with the next free number."""
    begins = col(Reward.name_key).startswith(fold(name), autoescape=True)
    taken = set(
        session.execute(
            select(col(Reward.name_key)).where(
                col(Reward.community_id) == community_id,
                col(Reward.state) != RewardState.ARCHIVED,
                begins,
            )
        ).scalars()
    )
    free, number = name, 1
    while fold(free) in taken:
        number += 1
        free = f"{name} {number}"
    return free


_LOOKED_AT = 100
"""Coupons that are looked at together while suggestions are sought."""

_MOST_LOOKED_AT = 1_000
"""Coupons within a member's means that are looked at before others are suggested."""


def find_coupons(session: Session, person: Person, text: str = "") -> list[store.StoreItem]:
    """Return up to 25 coupons on offer whose name holds the text; what somebody can claim first.

    Among thousands of coupons it looks at the cheapest ones that the member could pay for.
    """
    day, now = today(session, person.community_id), session.now
    balance = ledger.balance(session, person.community_id, person.member_id, WalletKind.SPEND)
    deliverables = Deliverables(session, person, day)
    named = (
        store.on_offer(person.community_id, day, now, announced=True),
        col(Reward.kind) == RewardKind.COUPON,
        col(Reward.name_key).contains(fold(text.strip()), autoescape=True),
    )

    def look(limit: int, *narrowed: ColumnElement[bool], offset: int = 0) -> list[store.StoreItem]:
        rows = session.execute(
            store.with_held(person)
            .where(*named, *narrowed)
            .order_by(col(Reward.cost), col(Reward.name_key), col(Reward.id))
            .offset(offset)
            .limit(limit)
        )
        return [
            store.item_for(person, reward, held or 0, balance, deliverables)
            for reward, held in rows
        ]

    found: list[store.StoreItem] = []
    # This only narrows it down; whether a member can have one is decided in one place.
    units = col(Reward.granted) + col(Reward.set_aside)
    within_reach = (
        (col(Reward.cost) <= balance) | (col(Reward.sale_cost) <= balance),
        units < col(Reward.stock),
    )
    for offset in range(0, _MOST_LOOKED_AT, _LOOKED_AT):
        some = look(_LOOKED_AT, *within_reach, offset=offset)
        found += [item for item in some if item.refusal is None]
        if len(found) >= MOST_NAMES or len(some) < _LOOKED_AT:
            break
    if len(found) < MOST_NAMES:
        others = look(MOST_NAMES, col(Reward.id).not_in([item.reward_id for item in found]))
        found += sorted(others, key=lambda item: item.refusal is not None)
    return found[:MOST_NAMES]


def resolve_on_offer(session: Session, community_id: int, text: str) -> Named:
    """Return the reward on offer that a member means; any other is as if it did not exist."""
    return _REWARDS.resolve(session, community_id, text, store.shown(session.now))
