"""Commands: options, autocomplete, menus, and who sees them."""

from typing import Literal

import discord
import pytest
from discord import app_commands

from bot.localdiscord import (
    Channel,
    Choice,
    Community,
    Everyone,
    File,
    LocalDiscord,
    Member,
    NoSuchCommand,
    NotAllowed,
    NotPossible,
    Permissions,
)
from tests.localdiscord.bot import Bot, Interaction, running

Number = app_commands.Range[int, 1, 10]
Text = app_commands.Range[str, 2, 5]


async def test_options_of_every_type(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    got: dict[str, object] = {}

    @bot.tree.command()
    async def everything(
        interaction: Interaction,
        text: str,
        number: Number,
        share: float,
        sure: bool,
        member: discord.Member,
        role: discord.Role,
        place: discord.TextChannel,
        file: discord.Attachment,
        size: Literal["small", "large"] = "small",
    ) -> None:
        got.update(vars(interaction.namespace))
        got["file"] = await file.read()
        await interaction.response.send_message(f"{size} {interaction.locale}")

    student = club.add_role("Student")
    async with running(bot, server):
        answer = await mai.command(
            "everything",
            text=" hello ",
            number=3,
            share=0.5,
            sure=True,
            member=bob,
            role=student,
            place=general,
            file=File("codes.csv", b"CODE\nA"),
            size="large",
        )
    assert answer.text == "large vi"
    assert (got["text"], got["number"], got["share"], got["sure"]) == ("hello", 3, 0.5, True)
    assert isinstance(got["member"], discord.Member)
    assert got["member"].id == bob.id
    assert isinstance(got["role"], discord.Role)
    assert got["role"].id == student.id
    assert getattr(got["place"], "id", None) == general.id
    assert got["file"] == b"CODE\nA"


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"number": "three"},
        {"number": 11},
        {"number": 0},
        {"number": True},
        {"number": 1, "text": "x"},
        {"number": 1, "text": "too long"},
        {"number": 1, "size": "medium"},
        {"number": 1, "nonsense": 1},
        {"number": 1, "file": "codes.csv"},
        {"number": 1, "member": "Bob"},
    ],
)
async def test_the_app_refuses_invalid_options(
    options: dict[str, object], server: LocalDiscord, mai: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def order(
        interaction: Interaction,
        number: Number,
        text: Text = "abc",
        size: Literal["small", "large"] = "small",
        member: discord.Member | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        raise AssertionError("must not arrive")

    async with running(bot, server):
        with pytest.raises(NotPossible):
            await mai.command("order", **options)


async def test_subcommands_and_groups(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    points = app_commands.Group(name="points", description="Points")
    rules = app_commands.Group(name="rules", description="Rules", parent=points)

    @points.command()
    async def award(interaction: Interaction, amount: int) -> None:
        await interaction.response.send_message(f"awarded {amount}")

    @rules.command()
    async def show(interaction: Interaction) -> None:
        await interaction.response.send_message("rules")

    bot.tree.add_command(points)
    async with running(bot, server):
        assert (await mai.command("points award", amount=5)).text == "awarded 5"
        assert (await mai.command("points rules show")).text == "rules"
        for wrong in ("points", "points rules", "points deduct", "store"):
            with pytest.raises(NoSuchCommand):
                await mai.command(wrong)


async def test_an_option_called_channel_is_an_option(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def announce(interaction: Interaction, channel: discord.TextChannel) -> None:
        where = interaction.channel
        assert isinstance(where, discord.TextChannel)
        await interaction.response.send_message(f"{where.name}: {channel.name}")

    @bot.tree.command()
    async def here(interaction: Interaction) -> None:
        await interaction.response.send_message(f"{interaction.channel_id}")

    books = club.add_channel("books")
    async with running(bot, server):
        answer = await mai.command("announce", channel=books, within=general)
        assert answer.text == "general: books"
        assert (await mai.command("here", channel=books)).text == str(books.id)
        assert (await mai.command("here")).text == str(general.id)
        assert general.messages[-1].text == str(general.id)


async def test_autocomplete(server: LocalDiscord, mai: Member, bob: Member, bot: Bot) -> None:
    @bot.tree.command()
    async def claim(interaction: Interaction, reward: str, member: discord.Member) -> None:
        await interaction.response.send_message(reward)

    @claim.autocomplete("reward")
    async def rewards(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        who = interaction.namespace.member
        return [app_commands.Choice(name=f"{typed}g for {who.id}", value="7")]

    async with running(bot, server):
        choices = await mai.autocomplete("claim", "reward", "mu", member=bob)
        with pytest.raises(NotPossible):
            await mai.autocomplete("claim", "member", "B")
    assert choices == [Choice(f"mug for {bob.id}", "7")]


async def test_user_and_message_commands(
    server: LocalDiscord, mai: Member, bob: Member, bot: Bot
) -> None:
    @bot.tree.context_menu(name="Grant reward")
    async def grant(interaction: Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"for {member.global_name}", ephemeral=True)

    @bot.tree.context_menu(name="Quote")
    async def quote(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"> {message.content}")

    async with running(bot, server):
        answer = await mai.menu("Grant reward", on=bob)
        assert (answer.text, answer.ephemeral) == ("for Bob", True)
        assert (await bob.menu("Quote", on=await mai.post("hello"))).text == "> hello"
        with pytest.raises(NoSuchCommand):
            await mai.menu("Quote", on=bob)


async def test_default_and_command_permissions(
    server: LocalDiscord, club: Community, mai: Member, bot: Bot
) -> None:
    @bot.tree.command()
    @app_commands.default_permissions(manage_guild=True)
    async def reward(interaction: Interaction) -> None:
        await interaction.response.send_message("managed")

    helper = club.add_role("Helper")
    manager = club.add_member("Minh", permissions=Permissions.MANAGE_GUILD)
    admin = club.add_member("An", permissions=Permissions.ADMINISTRATOR)
    async with running(bot, server):
        for allowed in (manager, admin, club.owner):
            assert (await allowed.command("reward")).text == "managed"
        with pytest.raises(NotAllowed):
            await mai.command("reward")
        assert (await mai.command("reward", force=True)).text == "managed"

        await club.allow(helper, "reward")
        await mai.add_role(helper)
        assert (await mai.command("reward")).text == "managed"
        await club.deny(mai, "reward")
        with pytest.raises(NotAllowed):
            await mai.command("reward")
        await club.deny(Everyone, "reward")
        with pytest.raises(NotAllowed):
            await manager.command("reward")
        assert (await admin.command("reward")).text == "managed"

        command = (await bot.tree.fetch_commands())[0]
        permissions_of_it = await command.fetch_permissions(discord.Object(club.id))
        shown = {entry.id: entry.permission for entry in permissions_of_it.permissions}
        assert shown == {helper.id: True, mai.id: False, club.id: False}


async def test_guild_commands_go_before_global_commands(
    server: LocalDiscord, club: Community, mai: Member, bot: Bot
) -> None:
    other = server.add_community("Elsewhere")
    other.add_channel("general")
    ann = other.add_member("Ann")

    @bot.tree.command(name="where")
    async def everywhere(interaction: Interaction) -> None:
        await interaction.response.send_message("global")

    @bot.tree.command(name="where", guild=discord.Object(club.id))
    async def here(interaction: Interaction) -> None:
        await interaction.response.send_message("club")

    async with running(bot, server):
        await bot.tree.sync(guild=discord.Object(club.id))
        assert (await mai.command("where")).text == "club"
        assert (await ann.command("where")).text == "global"
        before = server.commands
        await bot.tree.sync()
        assert [command["id"] for command in server.commands] == [c["id"] for c in before]
        bot.tree.clear_commands(guild=None)
        await bot.tree.sync()
        with pytest.raises(NoSuchCommand):
            await ann.command("where")


async def test_commands_in_direct_messages(server: LocalDiscord, mai: Member, bot: Bot) -> None:
    @bot.tree.command()
    async def balance(interaction: Interaction) -> None:
        await interaction.response.send_message(f"{interaction.guild} {interaction.user.name}")

    @bot.tree.command()
    @app_commands.guild_only()
    async def store(interaction: Interaction) -> None:
        raise AssertionError("must not arrive")

    async with running(bot, server):
        answer = await mai.command("balance", channel=mai.direct_channel)
        assert answer.text == "None mai"
        with pytest.raises(NotAllowed):
            await mai.command("store", channel=mai.direct_channel)
