"""/points, as managers type it and members cannot."""

import pytest

from bot.localdiscord import Community, LocalDiscord, Member, NotPossible, Permissions
from bot.services.actors import Person
from bot.services.community import settings
from bot.services.points import ledger, movements
from bot.services.points.ledger import Balances
from db.database import Database
from db.tables import WalletMode

pytestmark = pytest.mark.usefixtures("bot")


async def has(db: Database, member: Member) -> Balances:
    return await db.read(ledger.balances, member.community.id, member.id)


async def test_an_award_fills_both_wallets_and_a_refund_one(
    db: Database, linh: Member, mai: Member
) -> None:
    answer = await linh.command("points award", member=mai, amount=300, note="Reading *week*")
    assert answer.ephemeral
    assert mai.mention in answer.text
    assert "300 points" in answer.text
    assert await has(db, mai) == Balances(earn=300, spend=300)
    await linh.command("points award", member=mai, amount=20, kind="refund")
    assert await has(db, mai) == Balances(earn=300, spend=320)


async def test_a_deduction_takes_all_or_nothing(db: Database, linh: Member, mai: Member) -> None:
    await linh.command("points award", member=mai, amount=50)
    refused = await linh.command("points deduct", member=mai, amount=51)
    assert await has(db, mai) == Balances(earn=50, spend=50)
    assert refused.ephemeral
    await linh.command("points deduct", member=mai, amount=20)
    assert await has(db, mai) == Balances(earn=50, spend=30)
    await linh.command("points deduct", member=mai, amount=5, correction=True)
    assert await has(db, mai) == Balances(earn=45, spend=25)


async def test_what_was_taken_has_the_same_sign_for_managers_and_members(
    linh: Member, mai: Member
) -> None:
    await linh.command("points award", member=mai, amount=50)
    await linh.command("points deduct", member=mai, amount=20)
    assert "**−20**" in (await linh.command("points history", member=mai)).text
    assert "**−20**" in (await mai.command("balance")).text


async def test_an_award_delivered_twice_is_given_once(
    discord: LocalDiscord, db: Database, linh: Member, mai: Member
) -> None:
    discord.deliver_twice()
    await linh.command("points award", member=mai, amount=300)
    await linh.command("points award", member=mai, amount=1)
    assert await has(db, mai) == Balances(earn=301, spend=301)


async def test_amounts_out_of_bounds_never_leave_the_app(linh: Member, mai: Member) -> None:
    for amount in (0, -5, ledger.MOST + 1):
        with pytest.raises(NotPossible):
            await linh.command("points award", member=mai, amount=amount)


async def test_bots_and_people_who_left_get_nothing(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    robot = club.add_member("Robot", bot=True)
    await linh.command("points award", member=robot, amount=5)
    await mai.leave()
    await linh.command("points award", member=mai, amount=5)
    assert await has(db, robot) == await has(db, mai) == Balances(0, 0)


async def test_points_of_people_who_left_can_be_taken_and_looked_up(
    db: Database, linh: Member, mai: Member
) -> None:
    await linh.command("points award", member=mai, amount=5)
    await mai.leave()
    await linh.command("points deduct", member=mai, amount=2)
    assert await has(db, mai) == Balances(earn=5, spend=3)
    assert "+5" in (await linh.command("points history", member=mai)).text


async def test_a_history_pages_newest_first(linh: Member, mai: Member) -> None:
    for amount in range(1, movements.PAGE + 2):
        await linh.command("points award", member=mai, amount=amount, note=f"for *{amount}*")
    first = await linh.command("points history", member=mai)
    assert f"+{movements.PAGE + 1}**" in first.text
    assert "**+1**" not in first.text
    assert r"for \*2\*" in first.text
    assert first.buttons == ["Next"]
    second = await first.press("Next")
    assert second.message is first.message
    assert "**+1**" in second.text
    assert second.buttons == ["Previous"]
    beyond = await linh.command("points history", member=mai, page=99)
    assert "**+1**" in beyond.text


async def test_an_empty_history_says_what_to_do(linh: Member, bob: Member) -> None:
    assert "/points award" in (await linh.command("points history", member=bob)).text


async def test_single_mode_shows_one_balance(db: Database, linh: Member, mai: Member) -> None:
    await linh.command("points award", member=mai, amount=30)
    boss = Person(linh.community.id, linh.id, manages_server=True)
    await linh.command("points award", member=mai, amount=4, kind="refund")
    assert "30 points" in (await linh.command("points history", member=mai)).text
    await db.write(settings.set_wallet_mode, boss, WalletMode.SINGLE)
    text = (await linh.command("points history", member=mai)).text
    assert "34 points" in text
    assert "30 points" not in text


async def test_members_are_refused(db: Database, mai: Member, bob: Member) -> None:
    for command, options in (
        ("points award", {"member": bob, "amount": 10}),
        ("points deduct", {"member": bob, "amount": 10}),
        ("points history", {"member": bob}),
    ):
        answer = await mai.command(command, **options, force=True)
        assert answer.ephemeral
        assert "for managers" in answer.text
    assert await has(db, bob) == Balances(0, 0)


async def test_a_page_turned_by_somebody_who_is_no_manager_any_more_is_refused(
    club: Community, mai: Member
) -> None:
    role = club.add_role("Helper", permissions=Permissions.MANAGE_GUILD)
    helper = club.add_member("Huy", roles=[role])
    for amount in range(movements.PAGE + 1):
        await helper.command("points award", member=mai, amount=amount + 1)
    answer = await helper.command("points history", member=mai)
    await helper.remove_role(role)
    assert "for managers" in (await answer.press("Next")).text


async def test_communities_are_apart(
    discord: LocalDiscord, db: Database, linh: Member, mai: Member
) -> None:
    other = discord.add_community("Chess club")
    other.add_channel("general")
    boss = other.add_member("An", permissions=Permissions.MANAGE_GUILD)
    elsewhere = other.add_member(mai)
    await linh.command("points award", member=mai, amount=10)
    await boss.command("points award", member=elsewhere, amount=3)
    assert await has(db, mai) == Balances(10, 10)
    assert await has(db, elsewhere) == Balances(3, 3)
    assert "+10" not in (await boss.command("points history", member=elsewhere)).text
