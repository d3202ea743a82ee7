"""/points places, /points boost: where earning pays more, less or nothing, when, and for whom."""

from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from bot.localdiscord import Answer, Channel, Community, LocalDiscord, Member
from bot.services.community import settings
from bot.services.points import ledger, places, rules
from bot.services.points.ledger import Balances
from bot.services.points.places import PlaceRow
from db.database import Database
from db.session import Session
from db.tables import Boost, Event
from db.tables import Member as MemberRow
from tests.endtoend.conftest import choose_pictures
from tests.endtoend.deliveries import settled
from tests.endtoend.events import members_synced
from tests.endtoend.rewards import award, boss
from tests.endtoend.test_stats import about
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")


async def has(db: Database, member: Member, points: int) -> None:
    """Wait until a member has so many points."""

    async def check() -> bool:
        found = await db.read(ledger.balances, member.community.id, member.id)
        return found == Balances(points, points)

    await until(check)


def messages(session: Session, club: Community) -> list[tuple[int | None, int, str | None]]:
    """Return of each message that was taken up in which category, what worth, and why not more."""
    rows = session.exec(
        select(Event.category_id, Event.worth, Event.unpaid)
        .where(
            Event.community_id == club.id,
            col(Event.trigger).in_(["post_created", "post_comment"]),
            Event.state == "done",
        )
        .order_by(col(Event.id))
    )
    return [(category_id, worth, unpaid) for category_id, worth, unpaid in rows]


async def taken_up(
    db: Database, club: Community, count: int
) -> list[tuple[int | None, int, str | None]]:
    """Wait until so many messages were taken up."""

    async def done() -> bool:
        return len(await db.read(messages, club)) == count

    await until(done)
    return await db.read(messages, club)


async def test_places_go_from_the_channel_to_its_category(
    db: Database, club: Community, general: Channel, linh: Member, mai: Member
) -> None:
    await members_synced(db, club)
    await db.write(rules.change, boss(club), "post_created", cooldown=0)
    hall = club.add_channel("hall", kind="category")
    quiz, bots = club.add_channel("quiz", parent=hall), club.add_channel("bots", parent=hall)
    for channel, factor in ((hall, 2.0), (bots, None)):
        options = {} if factor is None else {"factor": factor}
        asked = await linh.command("points places", channel=channel, **options)
        assert "Save this change?" in asked.text
        assert (await asked.press("Save")).text.startswith("Saved.")
    thread = club.add_channel("riddles", kind="thread", parent=bots)
    await mai.post("hello", channel=bots)  # as if it had not happened: no points, no day
    await mai.post("hello", channel=quiz)
    await has(db, mai, 10 + 10)
    assert await taken_up(db, club, 2) == [(hall.id, 0, "place"), (hall.id, 100_000, None)]
    await mai.post("a thread counts as its channel", channel=thread)
    assert (await taken_up(db, club, 3))[2] == (hall.id, 0, "place")
    shown = await linh.command("points places")
    assert f"<#{hall.id}> · ×2" in shown.text
    assert "some channels pay more, less or nothing" in (await linh.command("leaderboard")).text
    back = await shown.choose("bots · nothing is earned")
    assert "pays what is paid elsewhere" in back.text
    assert f"<#{bots.id}>" not in (await back.press("Save")).text
    text = (await linh.command("audit", kind="points")).text
    assert f"set <#{hall.id}> to ×2" in text
    assert f"set <#{bots.id}> back" in text
    await hall.delete()

    async def forgotten() -> bool:
        return await db.read(places.every, club.id) == []

    await until(forgotten)
    assert "what was said of earning there" in (await linh.command("settings notices")).text


async def test_who_is_left_out_earns_nothing_and_knows(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    await members_synced(db, club)
    await award(db, mai, 20)
    await award(db, bob, 10)
    quiet = club.add_role("Quiet")
    await (await linh.command("points places", role=quiet)).press("Save")
    await (await linh.command("points places", member=bob)).press("Save")
    await mai.add_role(quiet)

    async def out() -> bool:
        rows = await db.read(
            lambda s: list(s.exec(select(MemberRow).where(MemberRow.community_id == club.id)))
        )
        return {row.member_id for row in rows if row.left_out} == {mai.id, bob.id}

    await until(out)
    await mai.post("hello")
    assert [row[1:] for row in await taken_up(db, club, 1)] == [(0, "left_out")]
    board = (await linh.command("leaderboard")).text
    assert mai.mention not in board
    assert bob.mention not in board
    assert "left you out" in (await mai.command("leaderboard")).text
    assert "do not earn points here" in (await mai.command("balance")).text
    await quiet.delete()

    async def back() -> bool:
        return mai.mention in (await linh.command("leaderboard")).text

    await until(back)
    shown = await (await linh.command("points places")).choose("Bob · left out")
    await shown.press("Save")
    assert bob.mention in (await linh.command("leaderboard")).text


async def test_a_boost_is_planned_by_the_clock_announced_and_ended(
    discord: LocalDiscord,
    bot: RunningBot,
    db: Database,
    clock: Clock,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
) -> None:
    """Clocks in Berlin go from 3:00 back to 2:00 on October 26; 2:30 is the first one."""
    clock.now = datetime(2025, 10, 24, 12, tzinfo=UTC)
    await db.write(settings.set_timezone, boss(club), "Europe/Berlin")
    await db.write(settings.set_announcement_channel, boss(club), general.id)
    await db.write(rules.change, boss(club), "post_created", cooldown=0)
    room = club.add_channel("room")
    await mai.post("before", channel=room)
    await has(db, mai, 15)
    await db.write(choose_pictures, club.id, True)
    asked = await linh.command(
        "points boost", factor=3.0, start="2025-10-26 02:30", end="2025-10-26 03:30"
    )
    assert "paid **15 points**. It would have paid **45 points**" in asked.text
    assert about(asked) == [
        "What was paid, and what would have been. Paid: 15. It would have been: 45."
    ]
    narrowed = await asked.choose(room)
    assert f"in <#{room.id}>" in narrowed.text
    assert "It would have paid **25 points**" in narrowed.text
    discord.deliver_twice()
    assert "Saved" in (await narrowed.press("Save")).text
    (boost,) = await db.read(
        lambda s: list(s.exec(select(Boost).where(Boost.community_id == club.id)))
    )
    assert (boost.begins_at, boost.ends_at) == (
        datetime(2025, 10, 26, 0, 30, tzinfo=UTC),
        datetime(2025, 10, 26, 2, 30, tzinfo=UTC),
    )
    clock.now = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    await settled(db, club)
    assert "×3" in general.messages[-1].text
    await mai.post("now", channel=room)
    await has(db, mai, 15 + 10 + 15)
    assert "everything pays **×3** in" in (await mai.command("balance")).text
    ended = await linh.command("points boost")
    label = ended.selects[0]["options"][0]["label"]
    assert label.endswith("from 2025-10-26 02:30")  # in Berlin, as it was typed
    discord.deliver_twice()
    assert "is over" in (await ended.choose(label)).text
    clock.forward(seconds=1)
    await mai.post("after", channel=room)
    await has(db, mai, 15 + 10 + 15 + 5)


@pytest.mark.parametrize(
    ("command", "options", "named"),
    [
        ("points places", {"factor": 2.0}, "**channel**"),
        ("points places", {"channel": "general", "factor": 0.25}, "**factor**"),
        ("points places", {"channel": "general", "action": "flying"}, "no action called"),
        ("points places", {"channel": "general", "member": "mai"}, "**channel**"),
        ("points places", {"role": "everybody"}, "**role**"),
        ("points boost", {"end": "3d"}, "**factor**"),
        ("points boost", {"factor": 2.0}, "**end**"),
        ("points boost", {"factor": 1.25, "end": "3d"}, "**factor**"),
        ("points boost", {"factor": 2.0, "start": "3d", "end": "2d"}, "**end**"),
        ("points boost", {"factor": 2.0, "start": "yesterday", "end": "2d"}, "**start**"),
        ("points boost", {"factor": 2.0, "end": "100d"}, "**end**"),
    ],
)
async def test_what_cannot_be_is_refused(
    command: str,
    options: dict[str, object],
    named: str,
    club: Community,
    general: Channel,
    linh: Member,
    mai: Member,
) -> None:
    known = {"general": general, "mai": mai, "everybody": club.everyone}
    given = {name: known.get(str(value), value) for name, value in options.items()}
    refused: Answer = await linh.command(command, **given)
    assert named in refused.text
    assert refused.buttons == []
    assert "for managers" in (await mai.command(command, **given, force=True)).text


async def test_a_card_of_a_manager_who_is_none_any_more_saves_nothing(
    db: Database, club: Community, general: Channel, linh: Member, mai: Member
) -> None:
    keepers = club.add_role("Keepers")
    await db.write(settings.add_manager_role, boss(club), keepers.id)
    await mai.add_role(keepers)
    asked = await mai.command("points places", channel=general, force=True)
    await mai.remove_role(keepers)
    assert "for managers" in (await asked.press("Save")).text
    assert await db.read(places.every, club.id) == []
    kept = await linh.command("points places", channel=general)
    await kept.press("Save")
    assert await db.read(places.every, club.id) == [PlaceRow(general.id, "", 0)]
