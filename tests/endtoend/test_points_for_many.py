"""/points award, deduct and reset for many: a plan, then everybody once; and all of it undone."""

from collections.abc import Sequence

import pytest

from bot.localdiscord import Answer, Community, File, LocalDiscord, Member, Permissions
from bot.services.maintenance import integrity
from bot.services.points import ledger
from db.database import Database
from tests.support.bot import RunningBot

pytestmark = pytest.mark.usefixtures("bot")


async def has(db: Database, *members: Member) -> list[tuple[int, int]]:
    """Return what members have in both wallets."""
    found = [await db.read(ledger.balances, one.community.id, one.id) for one in members]
    return [(one.earn, one.spend) for one in found]


def ids(members: Sequence[object]) -> File:
    """Return a file of members."""
    return File("ids.csv", "\n".join(["id", *map(str, members)]).encode())


async def done(card: Answer, button: str, says: str = "Done for") -> Answer:
    """Press what a plan or a question offers, and wait until it is done."""
    answer = await card.press(button)
    await answer.until(lambda shown: says in shown.text)
    return answer


async def test_a_role_gets_points_which_are_taken_back_as_one(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    readers = club.add_role("Readers")
    for member in (mai, bob, club.add_member("Robot", bot=True)):
        await member.add_role(readers)
    card = await linh.command("points award", amount=40, role=readers, note="for *reading*")
    assert card.ephemeral
    assert "each of 2 members" in card.text
    assert "80 points" in card.text
    assert "1 is a bot" in card.text
    assert await has(db, mai, bob) == [(0, 0), (0, 0)]
    report = await done(card, "Give to all")
    assert await has(db, mai, bob) == [(40, 40), (40, 40)]
    assert "awarded" in (await linh.command("points history", member=mai)).text
    await linh.command("points deduct", member=bob, amount=30)
    listed = await linh.command("points history")
    assert listed.buttons == ["Undo"]
    sure = await report.press("Undo")
    assert "80 points" in sure.text
    assert await has(db, mai) == [(40, 40)]
    undone = await done(sure, "Undo", "Undone")
    assert "30 points of 1 member" in undone.text
    assert bob.mention in undone.text
    assert await has(db, mai, bob) == [(0, 0), (30, 0)]
    assert (await linh.command("points history")).buttons == ["Details"]
    audit = await linh.command("audit", kind="points")
    assert "started undoing" in audit.text
    below = await audit.choose("Points · 2 members")
    assert mai.mention in below.text
    assert await db.read(integrity.check) == []


async def test_a_file_loses_points_also_who_has_left_and_all_or_nothing(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    gone = club.add_member("An")
    poor = [club.add_member(f"Poor {number}") for number in range(11)]
    for member in (mai, bob, gone):
        await linh.command("points award", member=member, amount=50)
    await gone.leave()
    people = ids([member.id for member in (mai, bob, gone, *poor)])
    card = await linh.command("points deduct", amount=50, file=people)
    assert "each of 3 members" in card.text
    assert "11 members have less" in card.text
    report = await done(card, "Take from all")
    assert "11 had less" in report.text
    assert await has(db, mai, gone, poor[0]) == [(50, 0), (50, 0), (0, 0)]
    sent = await report.press("All of them as a file")
    assert [file.name for file in sent.files] == ["left-out.csv"]
    assert str(poor[-1].id).encode() in sent.files[0].data
    await done(await report.press("Undo"), "Undo", "Undone")
    assert await has(db, mai, gone) == [(50, 50), (50, 50)]
    nobody = await linh.command("points deduct", amount=51, file=people)
    assert nobody.buttons == ["Cancel"]
    nobody = await linh.command("points award", amount=5, role=linh.community.add_role("Elder"))
    assert "Choose a role that has members" in nobody.text


async def test_a_season_after_a_restart_and_pressed_twice(
    discord: LocalDiscord,
    bot: RunningBot,
    db: Database,
    club: Community,
    linh: Member,
    mai: Member,
    bob: Member,
) -> None:
    await linh.command("points award", member=mai, amount=101)
    await linh.command("points award", member=bob, amount=1)
    plan = await linh.command("points reset", share=50)
    assert "50 points to spend would go" in plan.text
    assert "1 has too little" in plan.text
    await bot.restart()
    discord.deliver_twice()
    report = await done(plan, "Begin the season")
    assert await has(db, mai, bob) == [(101, 51), (1, 1)]
    await bot.restart()
    sure = await report.press("Undo")
    await bot.restart()
    discord.deliver_twice()
    await done(sure, "Undo", "Undone")
    assert await has(db, mai, bob) == [(101, 101), (1, 1)]
    keep = await linh.command("points reset", above=100)
    await done(keep, "Begin the season")
    everything = await linh.command("points reset")
    await done(everything, "Begin the season")
    assert await has(db, mai, bob) == [(101, 0), (1, 0)]
    assert (await linh.command("points reset")).buttons == ["Cancel"]


async def test_what_is_not_for_them_or_makes_no_sense(
    db: Database, club: Community, linh: Member, mai: Member, bob: Member
) -> None:
    readers = club.add_role("Readers")
    await bob.add_role(readers)
    for options in ({}, {"member": bob, "role": readers}):
        for command in ("points award", "points deduct"):
            refused = await linh.command(command, amount=5, **options)
            assert "exactly one" in refused.text
    assert "not both" in (await linh.command("points reset", share=5, above=5)).text
    assert (await linh.command("points award", amount=5, file=File("a.csv", b""))).buttons == []
    for command, more in (
        ("points award", {"amount": 5, "role": readers}),
        ("points deduct", {"amount": 5, "file": ids([bob.id])}),
        ("points reset", {}),
        ("points history", {}),
    ):
        assert "for managers" in (await mai.command(command, **more, force=True)).text
    deputies = club.add_role("Deputies", permissions=Permissions.MANAGE_GUILD)
    helper = club.add_member("Huy", roles=[deputies])
    card = await helper.command("points award", amount=5, role=readers)
    await helper.remove_role(deputies)
    assert "for managers" in (await card.press("Give to all")).text
    assert await has(db, bob) == [(0, 0)]
