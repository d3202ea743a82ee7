"""Cards of workflows with the longest of everything: Discord takes each of them.

The local Discord refuses a message that is too long as Discord does, and that fails the test.
"""

from typing import Any

import pytest
import pytest_asyncio

from bot.localdiscord import Community, Member, Permissions
from bot.localdiscord.limits.components import MOST_TEXT
from bot.services import typed
from bot.services.community import settings
from bot.services.workflows.definition import MOST_CONDITIONS, MOST_STEPS
from bot.services.workflows.setting_types import TEXT_LENGTH
from db.database import Database
from db.tables import RewardKind
from tests.endtoend.rewards import boss, publish
from tests.endtoend.workflows import choose, happen, offered, workflow
from tests.support.bot import RunningBot

pytestmark = pytest.mark.usefixtures("bot")

TEXT = "_" * TEXT_LENGTH


def name(number: int) -> str:
    """The longest name; each of its characters but the first two wants escaping."""
    return f"{number:02}{'*' * (typed.NAME_LENGTH - 2)}"


@pytest_asyncio.fixture(loop_scope="session", params=["en-US", "vi"])
async def lan(club: Community, request: pytest.FixtureRequest) -> Member:
    """A manager, in each language."""
    return club.add_member("Lan", permissions=Permissions.MANAGE_GUILD, locale=request.param)


async def fullest(db: Database, club: Community) -> dict[str, Any]:
    """Return the largest definition that there can be."""
    reward = await publish(db, club, RewardKind.COUPON, name(1), cost=1, stock=0)
    noted = {"type": "attribute", "name": "*" * 100, "value": "_" * 100}
    inner = {"type": "any_of", "conditions": [noted] * (MOST_CONDITIONS - 1)}
    give = {"type": "assign_reward", "reward": str(reward), "go_on": True}
    say = {"type": "send_notification", "text": TEXT}
    return {
        "trigger": {"type": "course_complete", "id": "*" * 100},
        "conditions": [inner],
        "steps": [give, say] * (MOST_STEPS // 2),
    }


async def test_the_card_and_all_that_it_leads_to(
    db: Database, club: Community, lan: Member, mai: Member
) -> None:
    definition = await fullest(db, club)
    await workflow(db, club, definition, name(0))
    card = await lan.command("workflow edit", workflow=name(0))
    assert len(card.text) <= MOST_TEXT
    assert len(offered(card)) >= MOST_CONDITIONS + MOST_STEPS
    for label in (offered(card)[-1], offered(card)[-MOST_STEPS - 1]):
        part = await choose(card, label)
        card = await part.press(part.buttons[-1])
    await lan.command("workflow test", workflow=name(0), member=mai)
    await lan.command("workflow disable", workflow=name(0))
    await lan.command("workflow export", workflow=name(0))


async def test_a_card_with_mistakes_in_every_part(lan: Member) -> None:
    form = (await lan.command("workflow create")).modal
    assert form is not None
    card = await form.submit({next(iter(form.fields)): name(0)})
    triggers = {option["value"]: option["label"] for option in card.selects[0]["options"]}
    card = await choose(card, triggers["user_signup"])
    steps = {option["value"]: option["label"] for option in card.selects[0]["options"]}
    for _ in range(MOST_STEPS + 6):
        note = await card.choose(steps["send_notification"], select=0)
        assert note.modal is not None
        field = next(iter(note.modal.fields))
        card = await note.modal.submit({field: "{goal}" * 150})
    assert len(card.text) <= MOST_TEXT
    for label in (card.buttons[1], card.buttons[2], card.buttons[3]):
        card = await card.press(label)
        assert len(card.text) <= MOST_TEXT


async def test_lists_and_runs(
    bot: RunningBot, db: Database, club: Community, lan: Member, mai: Member
) -> None:
    definition = await fullest(db, club)
    trigger = {"type": "course_complete"}
    give = {"type": "assign_reward", "reward": definition["steps"][0]["reward"]}
    await db.write(settings.set_currency, boss(club), "*" * settings.CURRENCY_LENGTH)
    for number in range(8):
        await workflow(db, club, {"trigger": trigger, "steps": [give]}, name(number))
    steps = {**definition, "trigger": trigger, "conditions": []}
    await workflow(db, club, steps, name(9))
    await happen(bot, db, "course_complete", mai, id="*" * 100)
    await lan.command("workflow list")
    listed = await lan.command("workflow runs")
    assert len(listed.selects[0]["options"]) == 8
    await listed.choose(listed.selects[0]["options"][0]["label"])
    shown = await lan.command("workflow runs", workflow=name(0))
    await shown.choose(shown.selects[0]["options"][0]["label"])


async def test_the_guided_first_run(db: Database, club: Community, lan: Member) -> None:
    for number in range(30):
        await publish(db, club, RewardKind.COUPON, name(number), cost=1, stock=1)
    await db.write(settings.set_currency, boss(club), "*" * settings.CURRENCY_LENGTH)
    card = await lan.command("settings setup")
    for _ in range(6):
        assert len(card.text) <= MOST_TEXT
        card = await card.press(next(label for label in card.buttons if label in {"Next", "Tiếp"}))
    workflows = await card.press(card.buttons[-1])
    asked = await workflows.press(2)
    assert len(asked.selects[0]["options"]) == 25
