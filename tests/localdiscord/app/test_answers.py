"""Answers: what is seen, by whom, and how it changes."""

import asyncio
import io

import discord
import pytest

from bot.localdiscord import DidNotRespond, File, LocalDiscord, Member
from tests.localdiscord.bot import Bot, Interaction, running


async def test_all_text_is_read_in_order(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    @bot.tree.command()
    async def show(interaction: Interaction) -> None:
        embed = discord.Embed(title="Title", description="Body")
        embed.add_field(name="Field", value="Value").set_footer(text="Foot")
        await interaction.response.send_message("Content", embed=embed, ephemeral=True)

    async with running(bot, server):
        answer = await mai.command("show")
    assert answer.text.split("\n") == ["Content", "Title", "Body", "Field", "Value", "Foot"]
    assert answer.ephemeral
    assert mai.community.default_channel.messages == []


async def test_layouts_with_pictures(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    class Card(discord.ui.LayoutView):
        box = discord.ui.Container[discord.ui.LayoutView](
            discord.ui.TextDisplay("# Mug"),
            discord.ui.Section("40 points", accessory=discord.ui.Thumbnail("attachment://mug.png")),
        )

    @bot.tree.command()
    async def card(interaction: Interaction) -> None:
        picture = discord.File(io.BytesIO(b"not really a picture"), "mug.png")
        await interaction.response.send_message(view=Card(), file=picture)
        message = await interaction.original_response()
        assert message.flags.components_v2
        kept = await message.attachments[0].read()
        await interaction.followup.send(kept.decode())

    async with running(bot, server):
        answer = await mai.command("card")
        await answer.until(lambda a: a.followups)
    assert answer.text == "# Mug\n40 points"
    assert answer.files == [File("mug.png", b"not really a picture")]
    assert answer.followups[0].text == "not really a picture"


async def test_a_deferred_answer_is_waited_for_and_stays_ephemeral(
    server: LocalDiscord, mai: Member, bot: Bot
) -> None:
    go_on = asyncio.Event()

    @bot.tree.command()
    async def edited(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content="half")
        await go_on.wait()
        await interaction.edit_original_response(content="whole")
        await interaction.followup.send("public")

    @bot.tree.command()
    async def followed(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("first")

    async with running(bot, server):
        answer = await mai.command("edited")
        assert (answer.text, answer.ephemeral) == ("half", True)
        go_on.set()
        await answer.until(lambda a: a.text == "whole" and a.followups)
        assert not answer.followups[0].ephemeral
        answer = await mai.command("followed")
        assert (answer.text, answer.ephemeral, answer.followups) == ("first", True, [])


async def test_an_answer_that_never_comes_after_deferring(
    server: LocalDiscord, mai: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def silent(interaction: Interaction) -> None:
        await interaction.response.defer()

    server.interactions.patience = 0.1
    async with running(bot, server):
        with pytest.raises(DidNotRespond):
            await mai.command("silent")


async def test_a_deleted_answer(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    @bot.tree.command()
    async def gone(interaction: Interaction) -> None:
        await interaction.response.send_message("look")
        await interaction.delete_original_response()

    async with running(bot, server):
        answer = await mai.command("gone")
        await answer.until(lambda a: a.deleted)
    assert mai.community.default_channel.messages == []


async def test_mentions_notify_only_as_allowed(
    server: LocalDiscord, mai: Member, bob: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def shout(interaction: Interaction, allowed: bool) -> None:
        mentions = None if allowed else discord.AllowedMentions.none()
        await interaction.response.send_message(
            f"@everyone {bob.mention}", allowed_mentions=mentions or discord.AllowedMentions.all()
        )

    async with running(bot, server):
        loud = (await mai.command("shout", allowed=True)).message
        quiet = (await mai.command("shout", allowed=False)).message
    assert loud is not None
    assert quiet is not None
    assert loud.mentions["users"] == [bob.user]
    assert not loud.pinged_everyone  # the bot lacks the permission
    assert quiet.mentions["users"] == []


async def test_observers_receive_plain_dictionaries(
    server: LocalDiscord, mai: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def hello(interaction: Interaction) -> None:
        await interaction.response.send_message("hi", ephemeral=True)

    seen: list[dict[str, object]] = []
    server.on_event(seen.append)
    async with running(bot, server):
        await mai.command("hello")
    assert [event["event"] for event in seen] == ["interaction", "message"]
    message = seen[1]["message"]
    assert isinstance(message, dict)
    assert message["text"] == "hi"
    assert message["seen_only_by"]["name"] == "Mai"
