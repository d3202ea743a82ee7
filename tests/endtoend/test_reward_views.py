"""The list of rewards, their preview and how they fare."""

import pytest

from bot.localdiscord import Member
from bot.services.rewards import stats
from db.database import Database
from tests.support.pictures import png

pytestmark = pytest.mark.usefixtures("discord")


async def test_the_list_turns_pages_and_opens_rewards(linh: Member) -> None:
    count = stats.PAGE + 1
    for number in range(1, count + 1):
        await linh.command("reward create", kind="badge", name=f"Level {number}")
    card = await linh.command("reward list")
    assert f"**Level {count}**" in card.text
    assert "**Level 1**" not in card.text
    assert card.buttons == ["Next"]
    opened = await card.choose(f"Level {count}")
    assert "Publish" in opened.buttons
    second = await card.press("Next")
    assert second.message is card.message
    assert "**Level 1**" in second.text
    assert second.buttons == ["Previous"]
    assert (await linh.command("reward list", page=99)).text == second.text


async def test_the_list_is_narrowed_by_state_on_every_page(linh: Member) -> None:
    for number in range(1, stats.PAGE + 2):
        await linh.command("reward create", kind="badge", name=f"Level {number}")
    await linh.command("reward publish", reward="Level 1")
    assert "**Level 1**" in (await linh.command("reward list", state="published")).text
    assert (await linh.command("reward list", state="draft")).buttons == []
    await linh.command("reward unpublish", reward="Level 1")
    card = await linh.command("reward list", state="draft")
    assert "**Level 1**" in (await card.press("Next")).text
    assert (await linh.command("reward list", state="archived")).selects == []


async def test_an_empty_list_says_what_to_do(linh: Member) -> None:
    assert "/reward create" in (await linh.command("reward list")).text


async def test_a_preview_is_what_the_store_will_show(linh: Member, mai: Member) -> None:
    await linh.command(
        "reward create",
        kind="coupon",
        name="Mug",
        description="For *long* evenings.",
        cost=120,
        stock=25,
        image=png(),
    )
    await linh.command("points award", member=mai, amount=120)
    preview = await linh.command("reward preview", reward="Mug")
    assert preview.ephemeral
    assert preview.buttons == ["Claim"]
    await linh.command("reward publish", reward="Mug")
    store = await mai.command("store")
    shown = preview.text.split("\n", 1)[1]
    assert shown in store.text
    assert [file.data for file in preview.files] == [file.data for file in store.files]


async def test_stats_count_what_was_bought(db: Database, linh: Member, mai: Member) -> None:
    await linh.command("reward create", kind="coupon", name="Mug", cost=120, stock=25)
    empty = await linh.command("reward stats", reward="Mug")
    assert "**Total given**: 0" in empty.text
    await linh.command("reward publish", reward="Mug")
    await linh.command("points award", member=mai, amount=120)
    await (await mai.command("claim", reward="Mug")).press("Confirm")
    stats = await linh.command("reward stats", reward="Mug")
    assert "**Total given**: 1" in stats.text
    assert "1 bought" in stats.text
    assert "1 held" in stats.text
    assert "24 of 25 left" in stats.text
    assert "120 points" in stats.text
    assert "25 of 25" not in (await linh.command("reward edit", reward="Mug")).text


async def test_stats_of_a_voucher_count_its_codes(linh: Member) -> None:
    await linh.command("reward create", kind="voucher", name="Books")
    assert "**Codes**: 0" in (await linh.command("reward stats", reward="Books")).text
    for command in ("reward list", "reward publish"):
        options = {"reward": "Books"} if command == "reward publish" else {}
        assert "/codes import" in (await linh.command(command, **options)).text
