"""A month that is over: its first three get a badge, and its leaderboard is posted."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.localdiscord import Channel, Community, Member, Permissions
from bot.services.deliveries import GATHERED_FOR
from bot.services.points import placings
from db.database import Database
from db.tables import DeliveryState
from tests.endtoend.conftest import choose_pictures
from tests.endtoend.deliveries import settled
from tests.endtoend.rewards import award, badge
from tests.endtoend.test_pictures import picture
from tests.endtoend.workflows import begin, settled_runs
from tests.support.bot import RunningBot
from tests.support.databases import Clock

pytestmark = pytest.mark.usefixtures("bot")


async def month_ends(db: Database, clock: Clock, club: Community) -> None:
    """Let June end, and the job judge it: not before all that happened in it is processed."""
    await settled_runs(db, club)
    clock.now = datetime(2025, 7, 1, tzinfo=UTC)
    for _ in range(4):
        clock.now += timedelta(minutes=1)
        while await db.work(placings.work):
            pass


@pytest.mark.parametrize("pictures", [True, False])
async def test_the_best_of_the_month(
    bot: RunningBot,
    db: Database,
    clock: Clock,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
    bob: Member,
    pictures: bool,
) -> None:
    await db.write(choose_pictures, club.id, pictures)
    await linh.command("settings announcements", channel=general)
    board = club.add_channel("board")
    shown = await linh.command("settings leaderboard", period="month", channel=board, places=5)
    assert "the first 5 places" in shown.text
    assert "the first 5" in (await linh.command("audit", kind="settings")).text
    await badge(db, club, "Star of June")
    card = await begin(linh, ready="Best three of the month")
    assert "among the first 3" in card.text
    form = (await card.press("Fill in: Step 1 · Reward")).modal
    assert form is not None
    card = await form.submit({"Reward": "Star of June"})
    await card.press("Save and enable")
    while await db.work(placings.work):
        pass
    people = [mai, bob, club.add_member("An"), club.add_member("Quiet")]
    for number, who in enumerate(people):
        await award(db, who, 40 - 10 * number)
    await month_ends(db, clock, club)
    bot.client.worker.wake()
    await settled_runs(db, club)
    clock.now += GATHERED_FOR
    assert {state for _, state in await settled(db, club)} == {DeliveryState.SENT}
    (post,) = board.messages
    places = "An: 20 points" if pictures else f"{people[2].mention} · 20 points"
    said = f"{post.text}\n{picture(post)}" if pictures else post.text
    assert "Leaderboard: June 2025" in said
    assert places in said
    assert "4. " in said or "**4.**" in said
    assert mai.mention in post.text
    assert post.mentions == {"users": [], "roles": [], "everyone": False}
    (announced,) = general.messages
    assert all(one.mention in announced.text for one in people[:3])
    assert people[3].mention not in announced.text
    (told,) = bob.direct_messages
    assert "#2" in told.text
    assert "30 points" in told.text
    assert "Star of June" in told.text


async def test_where_leaderboards_are_posted_is_chosen(
    club: Community, general: Channel, linh: Member, mai: Member
) -> None:
    asked = await linh.command("settings leaderboard", places=3)
    assert "say where" in asked.text
    assert asked.text.count("not posted") == 0
    await linh.command("settings leaderboard", period="week", channel=general)
    shown = await linh.command("settings leaderboard", period="week", places=3)
    assert "the first 3 places" in shown.text
    assert shown.text.count("not posted") == 2
    for period in ("month", "quarter"):
        shown = await linh.command("settings leaderboard", period=period, channel=general)
    assert shown.buttons == ["Stop"] * 3
    shown = await shown.press(1)  # of the month
    lines = [line for line in shown.text.splitlines() if "not posted" in line]
    assert ("month" in lines[0], len(lines)) == (True, 1)
    for left in (1, 0):
        shown = await shown.press("Stop")
        assert shown.buttons == ["Stop"] * left
    assert shown.text.count("not posted") == 3
    mute = club.add_channel("mute")
    await mute.overwrite(club.bot, deny=Permissions.SEND_MESSAGES)
    refused = await linh.command("settings leaderboard", channel=mute, within=general)
    assert "Send Messages" in refused.text
