"""What all of a raffle's use cases share: its locked row, its units, its card."""

from datetime import timedelta

from sqlalchemy import exists, select, update
from sqlmodel import col

from bot.services import deliveries
from bot.services.errors import RefusedError, existing
from bot.services.rewards.eligibility import SoldOutError
from bot.services.rewards.locking import LockedReward, lock_reward
from db.session import Session
from db.statement import Statement, equals, param
from db.tables import (
    DeliveryKind,
    EntryOutcome,
    Raffle,
    RaffleEntry,
    RaffleState,
    Reward,
    linked,
)

CARD_EVERY = timedelta(seconds=10)
"""How often a card is brought up to date at the most, however many take part meanwhile."""

NAMED = (EntryOutcome.WON, EntryOutcome.ACCEPTED)
"""The outcomes of entries that a card lists, with whose they are."""


class RaffleOverError(RefusedError):
    """The raffle is closed, so nothing about it can be chosen any more."""

    message = "raffle-over"


_SET_ASIDE = Statement(
    update(Reward)
    .where(
        *equals(Reward.community_id, reward_id=Reward.id),
        Reward.set_aside + param("number") >= 0,
        col(Reward.stock).is_(None)
        | (Reward.granted + Reward.set_aside + param("number") <= col(Reward.stock)),
    )
    .values(set_aside=Reward.set_aside + param("number"))
    .returning(col(Reward.set_aside))
)


def locked(session: Session, community_id: int, raffle_id: int) -> Raffle:
    """Return a raffle, locked before its reward; `GoneError` if there is none."""
    return existing(session.locked(Raffle, (community_id, raffle_id), key_share=True))


def set_aside(session: Session, raffle: Raffle, number: int) -> LockedReward:
    """Set units aside for a raffle, or give them back where `number` is below 0.

    Returns the reward, locked, as it then is. Raises `SoldOutError` where too few are left.
    """
    reward = lock_reward(session, raffle.community_id, raffle.reward_id)
    rows = session.run(
        _SET_ASIDE, community_id=raffle.community_id, reward_id=raffle.reward_id, number=number
    )
    if not rows:
        raise SoldOutError(reward=reward.name, kind=reward.kind)
    raffle.set_aside += number
    return reward._replace(set_aside=rows[0].set_aside)


def is_open(raffle: Raffle, session: Session) -> bool:
    """Return whether somebody can take part at the session's moment, drawn or not."""
    return raffle.state == RaffleState.OPEN and session.now < raffle.closes_at


def refresh_card(session: Session, raffle: Raffle, *, now: bool = False, anew: bool = True) -> None:
    """Have the card brought up to date: `now`, or with all else that changes within a while.

    `anew`: where somebody has deleted it, it is posted once more.
    """
    if raffle.channel_id is None:
        return
    turn, passed = divmod(int(session.now.timestamp()), int(CARD_EVERY.total_seconds()))
    deliveries.enqueue(
        session,
        raffle.community_id,
        DeliveryKind.RAFFLE_CARD,
        key=f"raffle:{raffle.id}:{raffle.state if now else turn}",
        channel_id=raffle.channel_id,
        after=timedelta() if now else CARD_EVERY - timedelta(seconds=passed),
        raffle=str(raffle.id),
        anew=anew,
    )


def refresh_cards_about(session: Session, community_id: int, member_id: int) -> None:
    """Have the cards brought up to date that say what somebody won, or closed early."""
    won = exists().where(
        linked(RaffleEntry.raffle_id, Raffle.id),
        col(RaffleEntry.member_id) == member_id,
        col(RaffleEntry.outcome).in_(NAMED),
    )
    named = select(Raffle).where(
        col(Raffle.community_id) == community_id, won | (col(Raffle.closed_by) == member_id)
    )
    for raffle in session.scalars(named):
        refresh_card(session, raffle, anew=False)
