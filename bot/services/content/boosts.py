"""The content of the announcement of a boost."""

from dataclasses import dataclass

from bot.services.content.facts import Content, NothingToSendError
from bot.services.deliveries.kinds import LeasedDelivery
from bot.services.deliveries.outcomes import FailureReason
from bot.services.points.boosts import BoostRow
from db.session import Session
from db.tables import Boost, Community


@dataclass(frozen=True)
class BoostContent(Content):
    """A boost that is on."""

    boost: BoostRow


def begun(session: Session, community: Community, delivery: LeasedDelivery) -> BoostContent:
    """Read a boost that has begun; not one that is over, or that was given up."""
    found = session.get(Boost, (community.id, int(delivery.payload["boost"])))
    if found is None or found.ends_at <= session.now:
        raise NothingToSendError(FailureReason.OUTDATED)
    boost = BoostRow(*(getattr(found, name) for name in BoostRow._fields))
    return BoostContent(community.language, delivery.channel_id, boost)
