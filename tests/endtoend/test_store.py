"""Looking into the store and buying, as members do it."""

import asyncio
from typing import Any

import pytest
from sqlmodel import select

from bot.localdiscord import Community, LocalDiscord, Member, Role
from bot.services import points
from bot.services.people import Person
from db.database import Database
from db.session import Session
from db.tables import Grant, Reward, RewardKind, Wallet
from tests.support import scene
from tests.support.bot import RunningBot
from tests.support.scene import Terms

pytestmark = pytest.mark.usefixtures("bot")


def stock(
    club: Community, name: str = "Mug", kind: RewardKind = RewardKind.COUPON, **terms: Any
) -> Any:
    """Return a use case that publishes a reward in a community."""

    def use_case(session: Session) -> int:
        scene.found(session, community_id=club.id)
        shown = Terms(
            **({"cost": 100, "stock": 10} | terms if kind == RewardKind.COUPON else terms)
        )
        return scene.publish(session, kind, name, shown, community_id=club.id)

    return use_case


def rich(club: Community, member: Member, amount: int) -> Any:
    """Return a use case that gives a member points."""

    def use_case(session: Session) -> None:
        scene.found(session, community_id=club.id)
        boss = Person(club.id, 1, manages_server=True)
        to = Person(club.id, member.id)
        points.award(session, boss, to, amount, key=f"gift:{session.new_id()}")

    return use_case


async def spend(db: Database, club: Community, member: Member) -> int:
    """Return what a member has to spend."""
    balances = await db.read(points.balances, club.id, member.id)
    return balances.spend


async def grants(db: Database, club: Community) -> list[Grant]:
    """Return all grants of a community."""
    return await db.read(lambda s: list(s.exec(select(Grant).where(Grant.community_id == club.id))))


async def test_a_member_browses_and_buys(db: Database, club: Community, mai: Member) -> None:
    await db.write(stock(club))
    await db.write(stock(club, "Reader", RewardKind.BADGE))
    await db.write(rich(club, mai, 250))
    shown = await mai.command("store")
    assert shown.ephemeral
    assert shown.buttons == ["Claim"]
    assert "Mug" in shown.text
    assert "Reader" in shown.text
    card = await shown.press("Claim")
    assert card.ephemeral
    done = await card.press("Confirm")
    assert done.message is card.message
    assert await spend(db, club, mai) == 150
    assert [grant.member_id for grant in await grants(db, club)] == [mai.id]


async def test_not_now_changes_nothing(db: Database, club: Community, mai: Member) -> None:
    await db.write(stock(club))
    await db.write(rich(club, mai, 250))
    card = await mai.command("claim", reward="mug")
    put_away = await card.press("Not now")
    assert put_away.buttons == []
    assert await spend(db, club, mai) == 250


async def test_a_card_delivered_twice_buys_once(
    discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    await db.write(stock(club))
    await db.write(rich(club, mai, 250))
    card = await mai.command("claim", reward="Mug")
    discord.deliver_twice()
    await card.press("Confirm")
    await discord.until(lambda: len([r for r in discord.requests if "callback" in r.path]) >= 3)
    discord.refused.clear()  # the second answer to one interaction: Discord refuses it
    assert await spend(db, club, mai) == 150
    assert len(await grants(db, club)) == 1


async def test_too_few_points_name_what_is_missing(
    db: Database, club: Community, mai: Member
) -> None:
    await db.write(stock(club))
    await db.write(rich(club, mai, 60))
    shown = await mai.command("store")
    assert shown.buttons == []
    assert "40" in shown.text
    refused = await mai.command("claim", reward="Mug")
    assert "40" in refused.text
    assert refused.buttons == []
    assert await grants(db, club) == []


async def test_a_new_price_is_asked_for_again(db: Database, club: Community, mai: Member) -> None:
    reward_id = await db.write(stock(club))
    await db.write(rich(club, mai, 250))
    card = await mai.command("claim", reward="Mug")

    def raise_price(session: Session) -> None:
        session.get_one(Reward, (club.id, reward_id)).cost = 120

    await db.write(raise_price)
    again = await card.press("Confirm")
    assert await spend(db, club, mai) == 250
    assert "120" in again.text
    await again.press("Confirm")
    assert await spend(db, club, mai) == 130


async def test_the_last_unit_goes_to_one_of_two(
    db: Database, club: Community, mai: Member, bob: Member
) -> None:
    await db.write(stock(club, stock=1))
    for member in (mai, bob):
        await db.write(rich(club, member, 100))
    cards = [await member.command("claim", reward="Mug") for member in (mai, bob)]
    await asyncio.gather(*(card.press("Confirm") for card in cards))
    assert len(await grants(db, club)) == 1
    left = sorted([await spend(db, club, mai), await spend(db, club, bob)])
    assert left == [0, 100]


async def test_a_card_works_after_a_restart(
    bot: RunningBot, db: Database, club: Community, mai: Member
) -> None:
    await db.write(stock(club))
    await db.write(rich(club, mai, 250))
    card = await mai.command("claim", reward="Mug")
    await bot.restart()
    await card.press("Confirm")
    assert await spend(db, club, mai) == 150


async def test_the_required_role_is_looked_at_again(
    db: Database, club: Community, mai: Member
) -> None:
    student: Role = club.add_role("Student")
    mai.give(student)
    await db.write(stock(club, required_role_id=student.id))
    await db.write(rich(club, mai, 250))
    card = await mai.command("claim", reward="Mug")
    mai.take(student)
    refused = await card.press("Confirm")
    assert refused.message is not card.message
    assert await spend(db, club, mai) == 250


async def test_pages_turn(db: Database, club: Community, mai: Member) -> None:
    for number in range(12):
        await db.write(stock(club, f"Mug {number:02}"))
    first = await mai.command("store")
    assert "Mug 00" in first.text
    assert first.buttons[-1] == "Next"
    second = await first.press("Next")
    assert second.message is first.message
    assert "Mug 05" in second.text
    last = await second.press("Next")
    assert "Mug 11" in last.text
    assert last.buttons == ["Previous"]


async def test_names_are_offered_while_typing(db: Database, club: Community, mai: Member) -> None:
    reward_id = await db.write(stock(club))
    await db.write(stock(club, "Seat"))
    offered = await mai.autocomplete("claim", "reward", "mu")
    assert [choice.value for choice in offered] == [str(reward_id)]
    refused = await mai.command("claim", reward="nothing of that name")
    assert "nothing of that name" in refused.text


async def test_communities_see_nothing_of_each_other(
    discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    other = discord.add_community("Chess club")
    other.add_channel("general")
    reward_id = await db.write(stock(club))
    await db.write(rich(club, mai, 250))
    there = other.add_member(mai)
    assert "Mug" not in (await there.command("store")).text
    assert "Mug" not in (await there.command("claim", reward=str(reward_id))).text
    assert await there.autocomplete("claim", "reward", "") == []
    wallets = await db.read(
        lambda s: list(s.exec(select(Wallet).where(Wallet.community_id == other.id)))
    )
    assert wallets == []


async def test_a_member_reads_their_own_language(
    db: Database, club: Community, mai: Member
) -> None:
    await db.write(stock(club))
    await db.write(rich(club, mai, 250))
    mai.locale = "vi"
    card = await mai.command("claim", reward="Mug")
    assert card.buttons == ["Xác nhận", "Để sau"]
