"""Custom emoji in names: shown as emoji where Discord knows markup, by their name elsewhere."""

import pytest

from bot.localdiscord import Community, Member
from bot.services import typed
from bot.services.community import settings
from db.database import Database
from db.tables import RewardKind
from tests.endtoend.answers import labels
from tests.endtoend.rewards import award, boss, publish

pytestmark = pytest.mark.usefixtures("bot")

COIN = "<:co_in:123456789012345678>"
STAR = "<a:star_s:1234567890123456789>"


async def test_points_are_called_by_an_emoji(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    saved = await linh.command("settings currency", name=f"{COIN} of the *house*")
    assert rf"{COIN} of the \*house\*" in saved.text
    await award(db, mai, 5)
    await publish(db, club, RewardKind.COUPON, "Mug", cost=3, stock=1)
    for shown in (
        await mai.command("balance"),
        await mai.command("store"),
        await mai.command("claim", reward="Mug"),
        await linh.command("audit", member=mai),
        await linh.command("points history", member=mai),
        await mai.command("leaderboard"),
    ):
        assert rf"{COIN} of the \*house\*" in shown.text
    (offered,) = await mai.autocomplete("claim", "reward", "")
    assert offered.name == "Mug · 3 :co_in: of the *house*"


@pytest.mark.parametrize(
    ("name", "taken"),
    [(COIN, True), (COIN + "x" * 29, True), (COIN + "x" * 30, False), (COIN * 3, False)],
)
async def test_an_emoji_is_one_character_of_thirty(
    db: Database, club: Community, linh: Member, name: str, taken: bool
) -> None:
    await linh.command("settings currency", name=name)
    settled = await db.read(settings.get, boss(club))
    assert (settled.currency == name) is taken


async def test_a_reward_has_emoji_in_its_name(db: Database, club: Community, linh: Member) -> None:
    name = f"{COIN} Mug {STAR} " + "x" * (typed.NAME_LENGTH - 10)
    await linh.command("reward create", kind="coupon", name=name, cost=3, stock=1)
    listed = await linh.command("reward list")
    assert f"{COIN} Mug {STAR} xx" in listed.text
    (label,) = labels(listed)
    assert label.startswith(":co_in: Mug :star_s: xx")
    assert len(label) <= 100
    card = await listed.choose(label)
    assert f"{COIN} Mug {STAR} xx" in card.text
    (offered,) = await linh.autocomplete("reward edit", "reward", "mug")
    assert offered.name.startswith(":co_in: Mug :star_s: xx")
    await linh.command("reward publish", reward=str(offered.value))
    goal = await linh.autocomplete("goal create", "reward", "mug")
    made = await linh.command(
        "goal create", name=f"{COIN} Read", period="weekly", target=5, reward=goal[0].value
    )
    assert f"{COIN} Read" in made.text
    assert f"{COIN} Mug {STAR}" in made.text
