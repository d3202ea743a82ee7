"""Modals: fields, values, uploads, and what the app refuses."""

from typing import Any, Self

import discord
import pytest

from bot.localdiscord import File, LocalDiscord, Member, NotPossible
from tests.localdiscord.bot import Bot, Interaction, running

Label = discord.ui.Label[Any]


class Form(discord.ui.Modal, title="New reward"):
    name = Label(text="Name", component=discord.ui.TextInput(min_length=2, max_length=10))
    about = Label(
        text="About",
        description="What it is",
        component=discord.ui.TextInput(required=False, default="A mug", placeholder="…"),
    )
    kind = Label(
        text="Kind",
        component=discord.ui.Select(
            options=[
                discord.SelectOption(label="Badge", value="b"),
                discord.SelectOption(label="Coupon", value="c", default=True),
            ]
        ),
    )
    role = Label(text="Role", component=discord.ui.RoleSelect(required=False, min_values=0))
    picture = Label(text="Picture", component=discord.ui.FileUpload(required=False, max_values=2))

    async def on_submit(self, interaction: Interaction) -> None:
        files = [await file.read() for file in self.picture.component.values]  # type: ignore[attr-defined]  # a label does not know its component's type
        values = [self.name.component.value, self.about.component.value]  # type: ignore[attr-defined]
        values += [self.kind.component.values, [r.name for r in self.role.component.values]]  # type: ignore[attr-defined]
        await interaction.response.send_message(f"{[*values, files]}", ephemeral=True)


@pytest.fixture
def create(bot: Bot) -> None:
    @bot.tree.command(name="create")
    async def show(interaction: Interaction) -> None:
        await interaction.response.send_modal(Form())


@pytest.mark.usefixtures("create")
async def test_fields_and_their_values(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    student = mai.community.add_role("Student")
    async with running(bot, server):
        answer = await mai.command("create")
        modal = answer.modal
        assert modal is not None
        assert answer.message is None
        assert modal.title == "New reward"
        assert {label: (f.kind, f.required, f.value) for label, f in modal.fields.items()} == {
            "Name": ("text", True, ""),
            "About": ("text", False, "A mug"),
            "Kind": ("select", True, ["Coupon"]),
            "Role": ("role", False, []),
            "Picture": ("file", False, []),
        }
        assert modal.fields["Kind"].options == ["Badge", "Coupon"]
        plain = await modal.submit({"Name": "Mug"})
        assert plain.text == "['Mug', 'A mug', ['c'], [], []]"
        assert plain.ephemeral
        modal = (await mai.command("create")).modal
        assert modal is not None
        full = await modal.submit(
            {
                "Name": "Mug",
                "About": "",
                "Kind": "Badge",
                "Role": student,
                "Picture": [File("a.png", b"a"), File("b.png", b"b")],
            }
        )
        assert full.text == "['Mug', '', ['b'], ['Student'], [b'a', b'b']]"


@pytest.mark.usefixtures("create")
@pytest.mark.parametrize(
    "values",
    [
        {},
        {"Name": "x"},
        {"Name": "much too long"},
        {"Name": "Mug", "Nothing": 1},
        {"Name": "Mug", "Kind": "Voucher"},
        {"Name": "Mug", "Kind": []},
        {"Name": "Mug", "Picture": "a.png"},
        {"Name": "Mug", "Picture": [File("a", b"")] * 3},
    ],
)
async def test_the_app_refuses_invalid_values(
    values: dict[str, object], server: LocalDiscord, mai: Member, bot: Bot
) -> None:
    async with running(bot, server):
        modal = (await mai.command("create")).modal
        assert modal is not None
        with pytest.raises(NotPossible):
            await modal.submit(values)


class Draft(discord.ui.LayoutView):
    """A card with a form behind its button."""

    row = discord.ui.ActionRow[Any]()

    @row.button(label="Edit")
    async def edit(self, interaction: Interaction, _: discord.ui.Button[Self]) -> None:
        await interaction.response.send_modal(Rename())


class Rename(discord.ui.Modal, title="Rename"):
    name = discord.ui.TextInput[Any](label="Name", default="Mug")

    async def on_submit(self, interaction: Interaction) -> None:
        view = Draft()
        view.add_item(discord.ui.TextDisplay(self.name.value))
        await interaction.response.edit_message(view=view)


async def test_a_modal_of_a_button_can_update_its_message(
    server: LocalDiscord, mai: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def draft(interaction: Interaction) -> None:
        await interaction.response.send_message(view=Draft(), ephemeral=True)

    async with running(bot, server):
        card = await mai.command("draft")
        modal = (await card.press("Edit")).modal
        assert modal is not None
        changed = await modal.submit({"Name": "Cup"})
        assert changed.message is card.message
        assert card.text == "Cup"
        assert (await card.press("Edit")).modal is not None
