"""The content of a raffle's card, and of the message to somebody who has won."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.content.facts import Content, NothingToSendError, addressee, personal
from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.deliveries.outcomes import FailureReason
from bot.services.deliveries.preferences import Choice
from bot.services.raffles import listing
from bot.services.raffles.listing import RaffleView
from db.session import Session
from db.tables import Community, EntryOutcome, Raffle, RaffleEntry, Reward


@dataclass(frozen=True)
class RaffleContent(Content):
    """A raffle's card; `anew`: it is posted once more where somebody has deleted it."""

    raffle: RaffleView
    anew: bool = True


@dataclass(frozen=True)
class RaffleWonContent(Content):
    """What somebody has won, and until when they may accept it."""

    raffle_id: int
    reward_name: str
    number: int
    accept_until: datetime


def card(session: Session, community: Community, delivery: LeasedDelivery) -> RaffleContent:
    """Read a raffle's card; only the first one is posted, the others are changes of it."""
    raffle = listing.view(session, community.id, int(delivery.payload["raffle"]))
    first = delivery.key == f"raffle:{raffle.raffle_id}:open"
    if raffle.channel_id is None or (raffle.message_id is None and not first):
        raise NothingToSendError(FailureReason.NO_CHANNEL)
    anew = bool(delivery.payload.get("anew", True))  # earlier versions did not say
    return RaffleContent(community.language, raffle.channel_id, raffle, anew)


def won(session: Session, community: Community, delivery: LeasedDelivery) -> RaffleWonContent:
    """Read the message to a winner; not once its time to accept is over."""
    member = addressee(session, delivery, Choice.MESSAGES)
    raffle_id, number = int(delivery.payload["raffle"]), int(delivery.payload["number"])
    entry = session.get_one(RaffleEntry, (community.id, raffle_id, number))
    until = entry.accept_until
    if entry.outcome != EntryOutcome.WON or until is None or until <= session.now:
        raise NothingToSendError(FailureReason.OUTDATED)
    raffle = session.get_one(Raffle, (community.id, raffle_id))
    reward = session.get_one(Reward, (community.id, raffle.reward_id))
    language = personal(community, member)
    return RaffleWonContent(language, None, raffle_id, reward.name, number, until)
