"""A small bot with forms of every kind of field, and a command with every kind of option."""

import asyncio
from typing import Any

import discord
from discord import app_commands, ui

from tests.localdiscord.bot import Bot, Interaction

Text = app_commands.Range[str, 2, 5]
Whole = app_commands.Range[int, 1, 9]
Number = app_commands.Range[float, 0.5, 2.0]


class Form(ui.Modal):
    """A form; what is given in it is said."""

    def __init__(self, bot: "EveryKind") -> None:
        super().__init__(title=type(self).__name__)
        self._bot = bot

    async def on_submit(self, interaction: Interaction) -> None:
        """Say what was given."""
        if not self._bot.silent:
            await interaction.response.send_message(_given(self), ephemeral=True)


class Story(Form):
    """A text between fields, and what is typed and chosen."""

    about: Any = ui.TextDisplay("Tell us **about** it.")
    name: Any = ui.Label(
        text="Name", description="As you are called", component=ui.TextInput(max_length=20)
    )
    story: Any = ui.Label(
        text="Story",
        component=ui.TextInput(style=discord.TextStyle.paragraph, required=False, max_length=10),
    )
    kind: Any = ui.Label(
        text="Kind",
        component=ui.Select(
            options=[discord.SelectOption(label=name, value=name[0]) for name in ("Badge", "Mug")]
        ),
    )
    some: Any = ui.Label(
        text="Some",
        component=ui.Select(
            options=[discord.SelectOption(label=f"Option {n}", value=str(n)) for n in range(12)],
            max_values=2,
        ),
    )


class Things(Form):
    """What there is in a community."""

    member: Any = ui.Label(text="Member", component=ui.UserSelect(required=True))
    roles: Any = ui.Label(text="Roles", component=ui.RoleSelect(min_values=0, max_values=2))
    channel: Any = ui.Label(text="Channel", component=ui.ChannelSelect(required=True))
    anybody: Any = ui.Label(text="Anybody", component=ui.MentionableSelect(min_values=0))


class Boxes(Form):
    """What is ticked, and files."""

    size: Any = ui.Label(
        text="Size",
        component=ui.RadioGroup(
            options=[discord.RadioGroupOption(label=name, value=name) for name in ("Small", "Big")]
        ),
    )
    toppings: Any = ui.Label(
        text="Toppings",
        component=ui.CheckboxGroup(
            options=[discord.CheckboxGroupOption(label=n, value=n) for n in ("Nuts", "Salt")],
            required=False,
            min_values=0,
        ),
    )
    agreed: Any = ui.Label(text="I agree", component=ui.Checkbox())
    files: Any = ui.Label(text="Pictures", component=ui.FileUpload(max_values=2))


class EveryKind(Bot):
    """It answers with what it was given, unless it is `silent`."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = False
        # Suggestions for a single letter were asked for; they wait for their release.
        self.asked, self.release = asyncio.Event(), asyncio.Event()
        for form in (Story, Things, Boxes):
            self.tree.add_command(_opening(form, self))
        everything = app_commands.Command[Any, ..., None](
            name="all", description="All", callback=_all
        )
        everything.autocomplete("more")(self._suggest)
        self.tree.add_command(everything)

    async def _suggest(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        if len(typed) == 1:
            self.asked.set()
            await self.release.wait()
        return [app_commands.Choice(name=f"{typed} {end}", value=f"{typed} {end}") for end in "xy"]


def _opening(form: type[Form], bot: EveryKind) -> app_commands.Command[Any, ..., None]:
    async def open_form(interaction: Interaction) -> None:
        await interaction.response.send_modal(form(bot))

    name = form.__name__.lower()
    return app_commands.Command(name=name, description=f"Opens {name}", callback=open_form)


def _given(form: ui.Modal) -> str:
    labels = [item for item in form.children if isinstance(item, ui.Label)]
    return " · ".join(f"{label.text}: {_value(label.component)}" for label in labels)


def _value(component: Any) -> str:
    if isinstance(component, ui.TextInput | ui.Checkbox | ui.RadioGroup):
        return str(component.value)
    return ", ".join(map(_name, component.values))


def _name(chosen: Any) -> str:
    for attribute in ("filename", "display_name", "name"):
        if hasattr(chosen, attribute):
            return str(getattr(chosen, attribute))
    return str(chosen)


async def _all(
    interaction: Interaction,
    text: Text,
    whole: Whole,
    number: Number,
    yes: bool,
    user: discord.Member,
    role: discord.Role,
    channel: discord.TextChannel,
    file: discord.Attachment,
    more: str = "nothing more",
) -> None:
    given = (
        text,
        whole,
        number,
        yes,
        user.display_name,
        role.name,
        channel.name,
        file.filename,
        more,
    )
    await interaction.response.send_message(" · ".join(map(str, given)), ephemeral=True)
