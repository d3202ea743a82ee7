"""Looking into the store and buying, as members do it."""

import asyncio

import pytest
from sqlmodel import select

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Role, components
from bot.localdiscord.limits.components import MOST_COMPONENTS, MOST_TEXT
from bot.services.community import settings
from bot.texts import t
from db.database import Database
from db.session import Session
from db.tables import Grant, Reward, RewardState, Wallet
from tests.endtoend.rewards import LATER, award, badge, boss, coupon, describe, spend, voucher
from tests.endtoend.workflows import workflow
from tests.support.bot import RunningBot

pytestmark = pytest.mark.usefixtures("bot")


async def grants(db: Database, club: Community) -> list[Grant]:
    """Return all grants of a community."""
    return await db.read(lambda s: list(s.exec(select(Grant).where(Grant.community_id == club.id))))


async def test_a_member_browses_and_buys(db: Database, club: Community, mai: Member) -> None:
    await coupon(db, club)
    await badge(db, club)
    await award(db, mai, 250)
    shown = await mai.command("store")
    assert shown.ephemeral
    assert shown.buttons == ["Claim"]
    assert "Mug" in shown.text
    assert "Reader" in shown.text
    card = await shown.press("Claim")
    assert card.ephemeral
    done = await card.press("Confirm")
    assert done.message is card.message
    assert await spend(db, mai) == 150
    assert [grant.member_id for grant in await grants(db, club)] == [mai.id]


async def test_not_now_changes_nothing(db: Database, club: Community, mai: Member) -> None:
    await coupon(db, club)
    await award(db, mai, 250)
    card = await mai.command("claim", reward="mug")
    put_away = await card.press("Not now")
    assert put_away.buttons == []
    assert await spend(db, mai) == 250


async def test_a_card_delivered_twice_buys_once(
    discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    await coupon(db, club)
    await award(db, mai, 250)
    card = await mai.command("claim", reward="Mug")
    discord.deliver_twice()
    await card.press("Confirm")
    await discord.until(lambda: len([r for r in discord.requests if "callback" in r.path]) >= 3)
    discord.refused.clear()  # the second answer to one interaction: Discord refuses it
    assert await spend(db, mai) == 150
    assert len(await grants(db, club)) == 1


async def test_too_few_points_name_what_is_missing(
    db: Database, club: Community, mai: Member
) -> None:
    await coupon(db, club)
    await award(db, mai, 60)
    shown = await mai.command("store")
    assert shown.buttons == []
    assert "40" in shown.text
    refused = await mai.command("claim", reward="Mug")
    assert "40" in refused.text
    assert refused.buttons == []
    assert await grants(db, club) == []


async def test_a_new_price_is_asked_for_again(db: Database, club: Community, mai: Member) -> None:
    reward_id = await coupon(db, club)
    await award(db, mai, 250)
    card = await mai.command("claim", reward="Mug")

    def raise_price(session: Session) -> None:
        session.get_one(Reward, (club.id, reward_id)).cost = 120

    await db.write(raise_price)
    again = await card.press("Confirm")
    assert await spend(db, mai) == 250
    assert "120" in again.text
    await again.press("Confirm")
    assert await spend(db, mai) == 130


async def test_the_last_unit_goes_to_one_of_two(
    db: Database, club: Community, mai: Member, bob: Member
) -> None:
    await coupon(db, club, stock=1)
    for member in (mai, bob):
        await award(db, member, 100)
    cards = [await member.command("claim", reward="Mug") for member in (mai, bob)]
    await asyncio.gather(*(card.press("Confirm") for card in cards))
    assert len(await grants(db, club)) == 1
    left = sorted([await spend(db, mai), await spend(db, bob)])
    assert left == [0, 100]


async def test_a_card_works_after_a_restart(
    bot: RunningBot, db: Database, club: Community, mai: Member
) -> None:
    await coupon(db, club)
    await award(db, mai, 250)
    card = await mai.command("claim", reward="Mug")
    await bot.restart()
    await card.press("Confirm")
    assert await spend(db, mai) == 150


async def test_the_required_role_is_looked_at_again(
    db: Database, club: Community, mai: Member
) -> None:
    student: Role = club.add_role("Student")
    await mai.add_role(student)
    await coupon(db, club, required_role_id=student.id)
    await award(db, mai, 250)
    card = await mai.command("claim", reward="Mug")
    await mai.remove_role(student)
    refused = await card.press("Confirm")
    assert refused.message is not card.message
    assert await spend(db, mai) == 250


async def test_pages_turn(db: Database, club: Community, mai: Member) -> None:
    for number in range(12):
        await coupon(db, club, f"Mug {number:02}")
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
    reward_id = await coupon(db, club)
    await coupon(db, club, "Seat")
    offered = await mai.autocomplete("claim", "reward", "mu")
    assert [choice.value for choice in offered] == [str(reward_id)]
    refused = await mai.command("claim", reward="nothing of that name")
    assert "nothing of that name" in refused.text


async def test_communities_see_nothing_of_each_other(
    discord: LocalDiscord, db: Database, club: Community, mai: Member
) -> None:
    other = discord.add_community("Chess club")
    other.add_channel("general")
    reward_id = await coupon(db, club)
    await award(db, mai, 250)
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
    await coupon(db, club)
    await award(db, mai, 250)
    mai.locale = "vi"
    card = await mai.command("claim", reward="Mug")
    assert card.buttons == ["Xác nhận", "Để sau"]


async def test_what_is_earned_stands_apart_without_price_or_button(
    db: Database, club: Community, mai: Member
) -> None:
    await badge(db, club)
    await voucher(db, club, "PARTNER-0001")
    shown = await mai.command("store")
    assert shown.buttons == []
    assert shown.text.index("Earned") < shown.text.index("Reader") < shown.text.index("Bookshop")
    assert "left" not in shown.text
    for name in ("Reader", "Bookshop"):
        assert "earned" in (await mai.command("claim", reward=name)).text


async def test_the_store_says_by_what_a_badge_comes(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    reader = await badge(db, club)
    give = {"type": "assign_reward", "reward": str(reader)}
    definition = {"trigger": {"type": "course_complete"}, "steps": [give]}
    for name in ("Welcome", "Graduates", "Hidden"):
        await workflow(db, club, definition, name, enable=name != "Hidden")
    await linh.command(
        "goal create",
        name="Writer",
        period="weekly",
        counts="post_created",
        target=3,
        reward="Reader",
    )
    shown = await mai.command("store")
    assert "get by: the goal Writer (every week), Graduates, and 1 more." in shown.text
    assert "Hidden" not in shown.text
    assert "the goal Writer" in (await linh.command("reward preview", reward="Reader")).text


async def test_an_empty_store_says_so(mai: Member) -> None:
    assert "There is nothing in the store" in (await mai.command("store")).text


async def test_points_are_called_what_the_community_calls_them(
    db: Database, club: Community, mai: Member
) -> None:
    await coupon(db, club)
    await award(db, mai, 250)
    await db.write(settings.set_currency, boss(club), "stars")
    shown = await mai.command("store")
    assert "250 stars" in shown.text
    card = await shown.press("Claim")
    assert "100 stars" in card.text
    assert "150 stars" in (await card.press("Confirm")).text


async def test_pictures_come_with_the_card(db: Database, club: Community, mai: Member) -> None:
    await describe(db, club, await coupon(db, club), picture=True)
    await describe(db, club, await coupon(db, club, "Seat"), picture=True)
    shown = await mai.command("store")
    assert [file.name.endswith(".webp") for file in shown.files] == [True, True]
    await coupon(db, club, "Pen", cost=1)
    again = await mai.command("store")
    assert len(again.files) == 2


@pytest.mark.parametrize("language", ["en-US", "vi"])
async def test_a_page_of_the_longest_texts_keeps_within_discords_limits(
    language: str, db: Database, club: Community, mai: Member
) -> None:
    """Letters that must be escaped count twice, a name of 80 and a description of 1,000 each."""
    mai.locale = language
    await mai.command("store")  # so that the community is known
    await db.write(settings.set_currency, boss(club), "★" * settings.CURRENCY_LENGTH)
    for number in range(11):
        name = f"{number:02}" + "*" * 78
        terms = {"cost": 1_000_000_000, "stock": 1_000_000, "expires_on": LATER}
        reward_id = await coupon(db, club, name, **terms)
        await describe(db, club, reward_id, picture=True, description="_" * 1000)
    for buyer in (None, 1_000_000_000):
        if buyer:
            await award(db, mai, buyer)  # now each has a button instead of a refusal
        first = await mai.command("store")
        second = await first.press("Next" if language == "en-US" else "Tiếp")
        assert second.message is not None
        everything = list(components.walk(second.message.components))
        assert len(everything) <= MOST_COMPONENTS
        assert len(second.files) == 5
        assert len(second.text) <= MOST_TEXT
        assert len(second.buttons) == (7 if buyer else 2)


async def test_everybody_opens_the_store_at_once(
    db: Database, club: Community, general: Channel
) -> None:
    """Nobody is left without an answer in a rush; `test_slowness` proves what that rests on."""
    for number in range(5):
        await describe(db, club, await coupon(db, club, f"Mug {number}"), picture=True)
    members = [club.add_member(f"Member {number}") for number in range(60)]
    shown = await asyncio.gather(*(member.command("store") for member in members))
    assert all("Mug 4" in answer.text for answer in shown)


@pytest.mark.parametrize("state", [RewardState.DRAFT, RewardState.ARCHIVED])
async def test_what_is_not_on_offer_is_as_if_it_did_not_exist(
    state: RewardState, db: Database, club: Community, mai: Member
) -> None:
    secret = await coupon(db, club, "Secret")
    await describe(db, club, secret, state=state)
    for typed in ("Secret", "secret ", str(secret)):
        refused = await mai.command("claim", reward=typed)
        assert refused.text == t("en", "reward-no-such", given=typed.strip())
    assert await mai.autocomplete("claim", "reward", "Secr") == []
    await coupon(db, club, "Secret" if state is RewardState.ARCHIVED else "Secret mug")
    assert len(await mai.autocomplete("claim", "reward", "Secr")) == 1
