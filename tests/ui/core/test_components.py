"""Buttons and lists that work for as long as their message stands."""

import pytest

from bot.localdiscord import Community, Member, Permissions
from bot.ui.core.access import MEMBERS
from bot.ui.core.action_ids import NOT_NOW
from bot.ui.core.actions import ActionId, action, button, declared_names, known_actions
from bot.ui.core.base import Interaction
from bot.ui.core.loading import import_all
from tests.support.bot import RunningBot


async def test_pages_turn_in_place(mai: Member) -> None:
    card = await mai.command("card")
    page = await card.press("Pages")
    assert page.message is card.message
    assert "this is 1" in page.text
    assert page.message is not None
    assert page.message.buttons == ["Next"]
    await page.press("Next")
    assert page.message.buttons == ["Previous", "Next"]
    assert "Page 2 of 3" in page.message.text
    await page.press("Next")
    assert page.message.buttons == ["Previous"]


async def test_buttons_work_after_a_restart(bot: RunningBot, mai: Member) -> None:
    card = await mai.command("card")
    await bot.restart()
    assert "this is 1" in (await card.press("Pages")).text


async def test_a_choice_arrives(mai: Member) -> None:
    card = await mai.command("card")
    assert "chose tea" in (await card.choose("Tea")).text


@pytest.mark.parametrize("label", ["Old", "Odd"])
async def test_a_button_that_nobody_knows_says_so(label: str, mai: Member) -> None:
    card = await mai.command("card")
    answer = await card.press(label)
    assert answer.ephemeral
    assert "older version" in answer.text


async def test_confirming_and_not(mai: Member) -> None:
    asked = await mai.command("ask")
    await asked.press("Not now")
    assert asked.message is not None
    assert "nothing was changed" in asked.message.text
    assert asked.message.buttons == []
    asked = await mai.command("ask")
    assert "done" in (await asked.press("Do it")).text


async def test_who_asks_is_told_as_discord_tells_it(club: Community) -> None:
    role = club.add_role("Reader")
    linh = club.add_member("Linh", permissions=Permissions.MANAGE_GUILD)
    await linh.add_role(role)
    answer = await linh.command("whoami")
    assert str(role.id) in answer.text
    assert "True" in answer.text
    assert "False" in (await club.add_member("Bob").command("whoami")).text


def test_ids_hold_names_and_numbers_only() -> None:
    act = ActionId[int, int]("test-ids")

    @action(act, MEMBERS)
    async def handle(interaction: Interaction, one: int, two: int) -> None:
        """Do nothing."""

    assert act.id(1, 2) == "laurel:1:test-ids:1:2"
    assert button("x" * 100, act.id(1, 2)).label == "x" * 80


def test_two_actions_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="not-now"):
        ActionId[()]("not-now")


def test_a_second_function_for_an_action_is_refused() -> None:
    async def act(interaction: Interaction) -> None:
        """Do nothing."""

    with pytest.raises(ValueError, match="not-now"):
        action(NOT_NOW, MEMBERS)(act)


def test_every_declared_action_has_a_function() -> None:
    """Seen to fail with the function for `not-now` taken away.

    That no action has two, and none a name that is not declared, is refused when they are loaded.
    """
    import_all("bot.ui")
    import_all("cogs")
    assert declared_names() == known_actions().keys()
