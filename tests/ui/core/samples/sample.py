"""Commands, buttons and a form, as a family of commands has them."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.services.errors import GoneError, InvalidFormError, InvalidInputError
from bot.services.points.ledger import NotEnoughPointsError
from bot.ui.core.access import MEMBERS
from bot.ui.core.action_ids import FIX_FORM
from bot.ui.core.actions import ActionId, action, button, choice_list, chosen
from bot.ui.core.answers import answer, replace, working
from bot.ui.core.autocomplete import suggest
from bot.ui.core.base import Interaction, locale, person
from bot.ui.core.cards import Card
from bot.ui.core.confirm import confirmation
from bot.ui.core.fields import ChoiceField, FileField, RoleField, TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.core.pages import footer, turner
from db.errors import DatabaseUnavailableError

FAILURES = {
    "refused": NotEnoughPointsError(missing=40),
    "gone": GoneError(),
    "database": DatabaseUnavailableError("as when the disk is full"),
    "defect": ValueError("SECRET-CODE-1234"),
}

begun, hold = asyncio.Event(), asyncio.Event()
"""What `sample-slow` tells, and what it waits for."""


FAIL = ActionId[int]("sample-fail")


@action(FAIL, MEMBERS)
async def fail(interaction: Interaction, number: int) -> None:
    raise list(FAILURES.values())[number]


SHOW_PAGE = ActionId[int]("sample-page")


@action(SHOW_PAGE, MEMBERS)
async def show_page(interaction: Interaction, page: int) -> None:
    language = locale(interaction)
    await replace(
        interaction,
        Card(f"this is {page}", turner(language, page, 3, SHOW_PAGE.id), footer(language, page, 3)),
    )


CHOOSE = ActionId[()]("sample-choose")


@action(CHOOSE, MEMBERS)
async def choose(interaction: Interaction) -> None:
    await answer(interaction, f"chose {chosen(interaction)}")


DO = ActionId[()]("sample-do")


@action(DO, MEMBERS)
async def do(interaction: Interaction) -> None:
    await replace(interaction, "done")


OPEN_FORM = ActionId[()]("sample-form")


@action(OPEN_FORM, MEMBERS)
async def open_form(interaction: Interaction) -> None:
    await SampleForm.open(interaction, target=7, values={"name": "old"})


SLOW = ActionId[()]("sample-slow")


@action(SLOW, MEMBERS)
async def slow(interaction: Interaction) -> None:
    async with working(interaction, replaces=True):
        begun.set()
        await hold.wait()
    await replace(interaction, "finished")


class SampleForm(Form, name="sample", access=MEMBERS):
    """A form that takes everything but the name `bad`."""

    title = "ui-fix-it"
    fields = (
        TextField(name="name", label="ui-next", most=20, required=True),
        RoleField(name="role", label="ui-previous"),
        ChoiceField(
            name="kind", label="ui-not-now", choices=(("a", "ui-next"), ("b", "ui-previous"))
        ),
        FileField(name="image", label="ui-unlimited", most=1024 * 1024),
    )

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> None:
        """Say what was sent."""
        if sent.text("name") == "bad":
            raise InvalidFormError(
                [
                    InvalidInputError("name", "ui-file-away", name="bad"),
                    InvalidInputError("kind", "ui-too-old"),
                ]
            )
        if sent.text("name") == "defect":
            raise FAILURES["defect"]
        file = f"{sent.file.name}={len(sent.file.content)}" if sent.file else "no file"
        await replace(
            interaction,
            f"{sent.target} {sent.text('name')} {sent.number('role')} {sent.text('kind')} {file}",
        )


@suggest
async def names(interaction: Interaction, typed: str) -> list[tuple[str, str]]:
    if typed == "defect":
        raise FAILURES["defect"]
    return [(f"{typed} {number}", str(number)) for number in range(40)]


class Samples(commands.Cog):
    """Samples."""

    def __init__(self, bot: commands.Bot) -> None:
        self._bot = bot

    @app_commands.command(name="fail", description="Goes wrong")
    @app_commands.autocomplete(how=names)
    async def fail(self, interaction: Interaction, how: str) -> None:
        raise FAILURES[how]

    @app_commands.command(name="late", description="Goes wrong after it was acknowledged")
    async def late(self, interaction: Interaction) -> None:
        async with working(interaction):
            raise FAILURES["refused"]

    @app_commands.command(name="card", description="Shows everything")
    async def card(self, interaction: Interaction) -> None:
        await answer(
            interaction,
            Card(
                "a card",
                [button(f"Fail {number}", FAIL.id(number)) for number in range(len(FAILURES))],
                [
                    button("Pages", SHOW_PAGE.id(1)),
                    button("Form", OPEN_FORM.id()),
                    button("Old", "laurel:1:sample-that-was:5"),
                    button("Odd", "laurel:1:sample-page:1:2"),
                    button("Slow", SLOW.id()),
                ],
                [choice_list([discord.SelectOption(label="Tea", value="tea")], CHOOSE.id())],
            ),
        )

    @app_commands.command(name="ask", description="Asks before it does something")
    async def ask(self, interaction: Interaction) -> None:
        await answer(
            interaction,
            confirmation(locale(interaction), "really?", confirm="Do it", leads_to=DO.id()),
        )

    @app_commands.command(name="forge", description="Offers to fix any form")
    async def forge(self, interaction: Interaction, form: str) -> None:
        await answer(interaction, Card("any form", [button("Fix it", FIX_FORM.id(int(form)))]))

    @app_commands.command(name="whoami", description="Says who asks")
    async def whoami(self, interaction: Interaction) -> None:
        who = person(interaction)
        await answer(interaction, f"{who.member_id} {sorted(who.role_ids)} {who.manages_server}")
