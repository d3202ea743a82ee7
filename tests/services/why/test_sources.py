"""By which goals and workflows a reward comes, as members may know it."""

from bot.services.goals import editing
from bot.services.why import sources
from db.database import Database
from db.session import Session
from db.tables import Period, RewardKind, Workflow, WorkflowState
from tests.activity.test_running import workflow
from tests.support import factories
from tests.support.factories import BOSS, CLUB
from tests.support.goals import goal


async def test_what_is_off_or_archived_brings_nothing(db: Database) -> None:
    def setup(session: Session) -> tuple[int, int, int]:
        factories.add_community(session)
        reader, other = (
            factories.publish(session, RewardKind.BADGE, name) for name in ("Reader", "Other")
        )
        goal(session, "Writer", Period.MONTHLY, reward="Reader")
        old = goal(session, "Old", reward="Reader")
        give = [{"type": "assign_reward", "reward": str(reader)}]
        workflow(session, give, name="Welcome")
        off = workflow(session, give, name="Off")
        session.get_one(Workflow, (CLUB, off)).state = WorkflowState.DISABLED
        return reader, other, old

    reader, other, old = await db.write(setup)
    await db.write(editing.archive, BOSS, old)
    found = await db.read(sources.of_rewards, CLUB, [reader, other])
    assert found.keys() == {reader}
    assert found[reader].goals == [("Writer", Period.MONTHLY)]
    assert found[reader].workflows == ["Welcome"]
    assert await db.read(sources.of_rewards, CLUB, []) == {}
