"""An empty list says what is true: that there is nothing at all, or nothing of what was asked."""

import pytest

from bot.localdiscord import Community, Member
from bot.services.goals import editing as goals
from bot.services.goals.fields import GoalChanges
from bot.services.rewards import editing as rewards
from bot.services.workflows import editing, history
from bot.services.workflows.history import ChosenRuns
from bot.texts import t
from db.database import Database
from db.tables import RunState
from tests.endtoend.rewards import badge, boss
from tests.endtoend.workflows import happen, workflow
from tests.support.bot import RunningBot

pytestmark = pytest.mark.usefixtures("discord")


async def test_lists_tell_nothing_at_all_from_nothing_like_that(
    bot: RunningBot, db: Database, club: Community, linh: Member, mai: Member
) -> None:
    runs = await linh.command("workflow runs", outcome="failed")
    assert t("en", "workflow-runs-none") in runs.text
    for command, what in (("workflow", "workflow"), ("reward", "rewards"), ("goal", "goal")):
        shown = await linh.command(f"{command} list")
        assert t("en", f"{what}-list-empty") in shown.text
        shown = await linh.command(f"{command} list", state="archived")
        assert t("en", f"{what}-list-empty") in shown.text

    workflow_id = await workflow(db, club)
    other_id = await workflow(db, club, name="Other")
    await happen(bot, db, "course_complete", mai)
    none_failed = t("en", "workflow-runs-none-so", state="failed", others=2)
    assert none_failed in (await linh.command("workflow runs", outcome="failed")).text
    asked = {"workflow": "Other", "outcome": "failed"}
    assert none_failed in (await linh.command("workflow runs", **asked)).text
    new_id = await workflow(db, club, name="New")
    of_it = await linh.command("workflow runs", workflow="New")
    assert t("en", "workflow-runs-none-of-it") in of_it.text

    by = boss(club)
    badge_id = await badge(db, club)
    weekly = GoalChanges(name="Writer", period="weekly", action="post_created", target=10)
    goal_id = (await db.write(goals.create, by, weekly)).goal.goal_id
    for command, what in (("workflow", "workflow"), ("reward", "rewards"), ("goal", "goal")):
        shown = await linh.command(f"{command} list", state="archived")
        assert t("en", f"{what}-list-none") in shown.text
    for one in (workflow_id, other_id, new_id):
        await db.write(editing.archive, by, one)
    await db.write(rewards.archive, by, badge_id)
    await db.write(goals.archive, by, goal_id)
    for command, what in (("workflow", "workflow"), ("reward", "rewards"), ("goal", "goal")):
        shown = await linh.command(f"{command} list")
        assert t("en", f"{what}-list-all-archived") in shown.text


@pytest.mark.parametrize("state", RunState)
async def test_no_run_of_a_kind_is_said_of_that_kind(
    db: Database, club: Community, state: RunState
) -> None:
    none = await db.read(history.list_runs, boss(club), chosen=ChosenRuns(state=state))
    assert (none.total, none.others) == (0, 0)
    texts = {
        t(language, "workflow-runs-none-so", state=state, others=3) for language in ("en", "vi")
    }
    assert len(texts) == 2
