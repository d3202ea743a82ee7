"""Buttons and selects."""

import asyncio
import re
from typing import Any, Self

import discord
import pytest

from bot.localdiscord import Channel, LocalDiscord, Member, NotAllowed, NotPossible
from tests.localdiscord.bot import Bot, Interaction, running


class Controls(discord.ui.View):
    """Buttons that answer in every way, and selects of every kind."""

    @discord.ui.button(label="Edit")
    async def edit(self, interaction: Interaction, _: discord.ui.Button[Self]) -> None:
        await interaction.response.edit_message(content="edited")

    @discord.ui.button(label="New")
    async def new(self, interaction: Interaction, _: discord.ui.Button[Self]) -> None:
        await interaction.response.send_message("new", ephemeral=True)

    @discord.ui.button(label="Later")
    async def later(self, interaction: Interaction, _: discord.ui.Button[Self]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="later")

    @discord.ui.button(label="Also")
    async def also(self, interaction: Interaction, _: discord.ui.Button[Self]) -> None:
        await interaction.response.defer()
        await interaction.followup.send("also", ephemeral=True)

    @discord.ui.button(label="Off", disabled=True)
    async def off(self, interaction: Interaction, _: discord.ui.Button[Self]) -> None:
        raise AssertionError("must not arrive")

    @discord.ui.select(
        placeholder="Size",
        max_values=2,
        options=[discord.SelectOption(label="Small", value="s"), discord.SelectOption(label="Big")],
    )
    async def size(self, interaction: Interaction, select: discord.ui.Select[Self]) -> None:
        await interaction.response.send_message(" ".join(select.values))

    @discord.ui.select(cls=discord.ui.RoleSelect[Any], placeholder="Role")
    async def role(self, interaction: Interaction, select: discord.ui.RoleSelect[Self]) -> None:
        await interaction.response.send_message(select.values[0].name)

    @discord.ui.select(cls=discord.ui.UserSelect[Any], placeholder="Who")
    async def who(self, interaction: Interaction, select: discord.ui.UserSelect[Self]) -> None:
        await interaction.response.send_message(str(type(select.values[0]).__name__))

    @discord.ui.select(cls=discord.ui.ChannelSelect[Any], placeholder="Where")
    async def where(self, interaction: Interaction, select: discord.ui.ChannelSelect[Self]) -> None:
        await interaction.response.send_message(select.values[0].name)


@pytest.fixture
def panel(bot: Bot) -> None:
    @bot.tree.command(name="panel")
    async def show(interaction: Interaction, private: bool = False) -> None:
        await interaction.response.send_message("panel", view=Controls(), ephemeral=private)


@pytest.mark.usefixtures("panel")
async def test_every_callback_to_a_press(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    async with running(bot, server):
        answer = await mai.command("panel")
        assert answer.buttons == ["Edit", "New", "Later", "Also", "Off"]
        again = await answer.press("Edit")
        assert again.message is answer.message
        assert answer.text == "edited"
        new = await answer.press("New")
        assert (new.text, new.ephemeral) == ("new", True)
        assert (await answer.press(2)).text == "later"
        also = await answer.press("Also")
        assert (also.text, also.message is answer.message) == ("also", False)


@pytest.mark.usefixtures("panel")
async def test_a_press_waits_for_a_message_that_is_being_sent(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    # Without the wait for Message.in_flight this ends in "did not respond": the client keeps a
    # view only once it has read the answer to its own request.
    async with running(bot, server):
        server.fail("POST", "/interactions/*/callback", delay=0.2)
        command = asyncio.create_task(mai.command("panel"))
        await server.until(lambda: general.messages)
        assert not command.done()
        assert (await general.messages[0].press("New", by=bob)).text == "new"
        await command


@pytest.mark.usefixtures("panel")
async def test_selects_of_every_kind(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    role = mai.community.add_role("Student")
    async with running(bot, server):
        answer = await mai.command("panel")
        assert (await answer.choose(["Small", "Big"])).text == "s Big"
        assert (await answer.choose(role, select="Role")).text == "Student"
        assert (await answer.choose(bob, select="Who")).text == "Member"
        assert (await answer.choose(general, select=3)).text == "general"
        for choice, select in ((["Small", "Big", "Small"], 0), ("Huge", 0), (bob, 1), (role, 9)):
            with pytest.raises(NotPossible):
                await answer.choose(choice, select=select)


@pytest.mark.usefixtures("panel")
async def test_what_cannot_be_pressed(
    server: LocalDiscord, mai: Member, bob: Member, bot: Bot
) -> None:
    async with running(bot, server):
        answer = await mai.command("panel", private=True)
        with pytest.raises(NotPossible):
            await answer.press("Off")
        with pytest.raises(NotPossible):
            await answer.press("Nothing")
        with pytest.raises(NotAllowed):
            await answer.press("New", by=bob)
        await mai.leave()
        with pytest.raises(NotAllowed):
            await answer.press("New")


@pytest.mark.usefixtures("panel")
async def test_other_members_can_press_in_a_channel(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    async with running(bot, server):
        await mai.command("panel")
        assert (await general.messages[-1].press("New", by=bob)).text == "new"


class Claim(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"claim:(?P<id>\d+)"):
    """A button that is understood by its custom id alone."""

    def __init__(self, number: int) -> None:
        super().__init__(discord.ui.Button(label="Claim code", custom_id=f"claim:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, _: Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["id"]))

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"claimed {self.number}")


async def test_direct_messages_and_buttons_after_a_restart(
    server: LocalDiscord, mai: Member, bob: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def send(interaction: Interaction) -> None:
        view = discord.ui.View(timeout=None)
        view.add_item(Claim(7))
        await interaction.user.send("a code for you", view=view)
        await interaction.response.send_message("sent")

    async with running(bot, server):
        await mai.command("send")
    assert [message.text for message in mai.direct_messages] == ["a code for you"]
    later = Bot()
    later.add_dynamic_items(Claim)
    async with running(later, server):
        answer = await mai.direct_messages[0].press("Claim code")
        assert answer.text == "claimed 7"
        assert answer.message is mai.direct_messages[1]
        with pytest.raises(NotAllowed):
            await mai.direct_messages[0].press("Claim code", by=bob)
