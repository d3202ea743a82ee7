"""What a member is told of earning: what pays here, and whether it does so everywhere, and now."""

from dataclasses import dataclass

from bot.services.points import boosts, left_out, places, rules
from bot.services.points.boosts import BoostRow
from bot.services.points.rules import Rule
from db.session import Session


@dataclass(frozen=True)
class Ways:
    """What pays a member anything, everyday ways first; nothing does for who is left out.

    `differs`: some places pay more, less or nothing. `boost`: the highest that is on now, one for
    everywhere before one for some places.
    """

    paying: list[Rule]
    left_out: bool = False
    differs: bool = False
    boost: BoostRow | None = None


def ways(session: Session, community_id: int, member_id: int) -> Ways:
    """Return the ways in which a member can earn."""
    if left_out.is_left_out(session, community_id, member_id):
        return Ways([], left_out=True)
    on = [one for one in boosts.current(session, community_id) if one.begins_at <= session.now]
    return Ways(
        rules.paying(session, community_id),
        differs=bool(places.every(session, community_id)),
        boost=max(on, key=lambda one: (not one.channel_ids, one.factor), default=None),
    )
