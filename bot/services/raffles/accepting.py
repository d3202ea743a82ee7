"""Accepting what a raffle has drawn; only then is it granted."""

from sqlmodel import col, select

from bot.services.actors import Person
from bot.services.errors import RefusedError
from bot.services.grants import issue
from bot.services.grants.issue import Granted
from bot.services.raffles.drawing import follow
from bot.services.raffles.rows import locked, set_aside
from bot.services.rewards.eligibility import HeldEnoughError
from bot.services.rewards.locking import lock_reward
from db.session import Session
from db.tables import EntryOutcome, GrantSource, RaffleEntry, RewardKind


class NotDrawnError(RefusedError):
    """They have not won, or not yet."""

    message = "raffle-not-drawn"


class AcceptedTooLateError(RefusedError):
    """The time to accept is over, whether or not somebody else was asked meanwhile."""

    message = "raffle-accepted-too-late"


def accept(session: Session, person: Person, raffle_id: int) -> Granted:
    """Take what one has won, once; decided by the transaction's time.

    Raises why it cannot be granted; then nothing has changed, and there may be time to try again.
    """
    raffle = locked(session, person.community_id, raffle_id)
    entry = session.exec(
        select(RaffleEntry).where(
            RaffleEntry.community_id == person.community_id,
            RaffleEntry.raffle_id == raffle_id,
            col(RaffleEntry.member_id) == person.member_id,
        )
    ).first()
    if entry is None:
        raise NotDrawnError
    if entry.outcome == EntryOutcome.LAPSED:
        raise AcceptedTooLateError
    if entry.outcome not in (EntryOutcome.WON, EntryOutcome.ACCEPTED):
        raise NotDrawnError
    if entry.outcome == EntryOutcome.ACCEPTED:
        reward = lock_reward(session, person.community_id, raffle.reward_id)
        kind = RewardKind(reward.kind)
        return Granted(entry.grant_id or 0, reward.id, reward.name, kind, new=False)
    if entry.accept_until is None or entry.accept_until <= session.now:
        raise AcceptedTooLateError
    reward, key = set_aside(session, raffle, -1), f"raffle:{raffle_id}:{entry.number}"
    granted = issue.issue(
        session,
        reward,
        person,
        source=GrantSource.RAFFLE,
        key=key,
        tell=False,
        named=str(int((raffle.closed_at or raffle.closes_at).timestamp())),
    )
    if not granted.new:  # a badge that they came to hold otherwise
        raise HeldEnoughError(reward=reward.name, limit=reward.member_limit)
    entry.outcome, entry.grant_id = EntryOutcome.ACCEPTED, granted.grant_id
    session.flush()
    follow(session, raffle)
    return granted
