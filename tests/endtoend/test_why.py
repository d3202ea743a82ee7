"""/why and *Why*: "I did not get it", answered in one step."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from bot.localdiscord import Channel, Community, Member
from bot.texts import t
from bot.ui.why.action_ids import SHOW_OF, TURN_OF
from db.database import Database
from db.session import Session
from db.tables import Run, RunState
from tests.endtoend.answers import lead_to
from tests.endtoend.events import stored_events
from tests.endtoend.rewards import badge
from tests.endtoend.workflows import happen, settled_runs, workflow
from tests.support.bot import RunningBot

pytestmark = pytest.mark.usefixtures("discord")

SECRET = "https://example.org/hook?key=managers-only"


async def test_a_member_reads_why_and_of_nobody_else(
    bot: RunningBot,
    db: Database,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
    bob: Member,
) -> None:
    # Of the owner, who has been here from the beginning: that the others joined may be seen.
    assert "has not seen anything" in (await club.owner.command("why")).text
    student = club.add_role("Student")
    role = {"type": "has_role", "role": str(student.id)}
    noted = {"type": "attribute", "name": "watched", "value": "yes"}
    steps = [{"type": "webhook", "url": SECRET}, {"type": "award_points", "points": 7}]
    trigger = {"type": "course_complete"}
    for name, condition in (("Graduates", role), ("Quiet", {"type": "not", "condition": noted})):
        definition = {"trigger": trigger, "conditions": [condition], "steps": steps}
        await workflow(db, club, definition, name)
    await linh.command(
        "goal create", name="Writer", period="weekly", counts="post_created", target=3
    )
    for _ in range(2):
        await mai.post("hello")
    await stored_events(db, club)
    await settled_runs(db, club)
    await happen(bot, db, "course_complete", mai)

    seen = await mai.command("why")
    assert seen.ephemeral
    assert "Paid 5 points." in seen.text
    assert "Paid nothing: it came too soon after the last one that paid" in seen.text
    assert f"<#{general.id}>" in seen.text
    assert "hello" not in seen.text
    await bot.restart()
    goals = await seen.press("Goals")
    assert "2 messages to go" in goals.text
    runs = await goals.press("Workflows")
    assert f"❌ they have the role {student.mention}" in runs.text
    assert "Has an attribute" in runs.text
    assert "✅ award 7 points" in runs.text
    assert "✅ Call a webhook" in runs.text
    for hidden in ("managers-only", "watched"):
        assert hidden not in runs.text
    assert "Graduates" in (await mai.command("why", about="workflows")).text

    # What a boost adds is said where it was paid.
    await (await linh.command("points boost", factor=1.5, end="3d")).press("Save")
    await bob.post("hello")
    await stored_events(db, club)
    await settled_runs(db, club)
    assert "Paid 7 points: 5 × 1.5 (boost). Parts" in (await bob.command("why")).text
    linh.locale = "vi"
    managed = await (await linh.command("profile", member=bob)).press(t("vi", "profile-why"))
    assert "5 × 1,5 (đợt tăng điểm)" in managed.text
    linh.locale = "en-US"

    # Somebody else reads nothing of her, neither by asking nor by forging an id.
    assert "Graduates" not in (await bob.command("why", about="workflows")).text
    for forged in (SHOW_OF.id(mai.id, 2), TURN_OF.id(mai.id, 0, 1)):
        lead_to(own := await bob.command("why", about="goals"), forged)
        assert (await own.press(0)).text == t("en", "error-not-a-manager")
    profile = await bob.command("profile", member=mai)
    assert "Why" not in profile.buttons

    profile = await linh.command("profile", member=mai)
    assert "Quiet · done" in profile.text
    managed = await profile.press("Why")
    assert managed.ephemeral
    assert mai.mention in managed.text
    assert "too soon" in managed.text
    in_full = await managed.press("Workflows")
    assert "managers-only" in in_full.text
    assert "watched" in in_full.text
    assert "2 messages to go" in (await in_full.press("Goals")).text


def put_runs(session: Session, state: RunState) -> None:
    """Let all runs be in a state, and go on long from now."""
    session.execute(update(Run).values(state=state, due_at=datetime(2100, 1, 1, tzinfo=UTC)))


async def test_a_reward_that_is_tried_again_is_on_its_way(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    """Seen to fail where all that was not given yet had failed."""
    await badge(db, club)
    await linh.command(
        "goal create", name="W", period="weekly", counts="post_created", target=1, reward="Reader"
    )
    await mai.post("hello")
    await stored_events(db, club)
    await settled_runs(db, club)
    for state, said in (
        (RunState.DONE, "was given for it"),
        (RunState.READY, "is on its way"),
        (RunState.FAILED, "could not be given"),
    ):
        await db.write(put_runs, state)
        assert said in (await mai.command("why", about="goals")).text
