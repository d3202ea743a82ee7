"""Looking at a community's rewards as its managers do, past the chat."""

from bot.localdiscord import Member
from bot.services.actors import Person
from bot.services.rewards import stats
from bot.services.rewards.details import RewardDetails, details
from bot.services.rewards.eligibility import Stage
from db.database import Database


def as_manager(member: Member) -> Person:
    """Return a member as somebody who manages the server."""
    return Person(member.community.id, member.id, manages_server=True)


async def rewards(db: Database, member: Member) -> list[str]:
    """Return the names of the rewards in a member's community, newest first."""
    shown = await db.read(stats.list_rewards, as_manager(member))
    return [line.name for line in shown.lines]


async def the(db: Database, member: Member, name: str) -> RewardDetails:
    """Return the newest reward with a name in a member's community, in any state."""
    for stage in Stage:
        shown = await db.read(stats.list_rewards, as_manager(member), stage=stage)
        for line in shown.lines:
            if line.name == name:
                return await db.read(details, as_manager(member), line.reward_id)
    raise LookupError(name)
