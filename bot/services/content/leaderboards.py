"""The content of a leaderboard that is posted when its period is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.services.content.facts import Content, NothingToSendError
from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.deliveries.outcomes import FailureReason
from bot.services.points import placings
from bot.services.points.leaderboard import Place
from bot.services.points.spans import Span
from db.session import Session
from db.tables import Community


@dataclass(frozen=True)
class LeaderboardContent(Content):
    """Who came first in a period. `day`: the first one of it."""

    span: Span
    day: date
    places: Sequence[Place]
    currency: str | None


def post(session: Session, community: Community, delivery: LeasedDelivery) -> LeaderboardContent:
    """Read who came first, without those who left or hide since it was judged."""
    span, day = Span(delivery.payload["span"]), date.fromisoformat(delivery.payload["day"])
    places = placings.first_places(session, community.id, span, day, delivery.payload["places"])
    if not places:
        raise NothingToSendError(FailureReason.OUTDATED)
    return LeaderboardContent(
        community.language, delivery.channel_id, span, day, places, community.currency
    )
