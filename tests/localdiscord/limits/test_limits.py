"""Limits that Discord's OpenAPI description does not state."""

import asyncio
import io
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest

from bot.localdiscord import Channel, LocalDiscord, Member, Request
from tests.localdiscord.bot import Bot, Interaction, running
from tests.localdiscord.conftest import Point
from tests.support.description import Description
from tests.support.discord import patient_discord

Json = dict[str, Any]
V2 = 1 << 15


@pytest.fixture
async def server(point_client_at: Point) -> AsyncIterator[LocalDiscord]:
    """A local Discord that goes by its own rules alone."""
    async with patient_discord() as server:
        point_client_at(server)
        yield server


def button(number: int = 1, **more: object) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": f"go:{number}"} | more


def row(*inside: Json) -> Json:
    return {"type": 1, "components": list(inside)}


def select(*labels: str, **more: object) -> Json:
    options = [{"label": label, "value": label} for label in labels]
    return {"type": 3, "custom_id": "pick", "options": options} | more


def group(kind: int, *labels: str, **more: object) -> Json:
    options = [{"label": label, "value": label} for label in labels]
    return {"type": kind, "custom_id": "pick", "options": options} | more


def text(content: str = "hello") -> Json:
    return {"type": 10, "content": content}


def refusal(server: LocalDiscord) -> Request:
    """Return the one request that was refused, and forget it."""
    [request] = server.refused
    server.refused.clear()
    return request


def complaints(tree: Json, path: str = "") -> dict[str, list[str]]:
    """Return Discord's tree of errors as path -> codes."""
    found: dict[str, list[str]] = {}
    for key, inner in tree.items():
        if key == "_errors":
            found[path] = [error["code"] for error in inner]
        else:
            found |= complaints(inner, f"{path}.{key}".lstrip("."))
    return found


BAD_MESSAGES: dict[str, tuple[Json, str]] = {
    "long content": ({"content": "x" * 2001}, "content"),
    "long embed": ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description"),
    "long embeds": ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds"),
    "empty field": (
        {"embeds": [{"fields": [{"name": "", "value": "x"}]}]},
        "embeds.0.fields.0.name",
    ),
    "ephemeral": ({"content": "x", "flags": 64}, "flags"),
    "six rows": ({"components": [row(button(n)) for n in range(6)]}, "components"),
    "six buttons": (
        {"components": [row(*[button(n) for n in range(6)])]},
        "components.0.components",
    ),
    "no custom id": (
        {"components": [row(button(custom_id=None))]},
        "components.0.components.0.custom_id",
    ),
    "long custom id": (
        {"components": [row(button(custom_id="x" * 101))]},
        "components.0.components.0.custom_id",
    ),
    "no label": ({"components": [row(button(label=None))]}, "components.0.components.0.label"),
    "same custom id": ({"components": [row(button(), button())]}, "components"),
    "link with custom id": (
        {"components": [row(button(style=5, url="https://x.test"))]},
        "components.0.components.0.custom_id",
    ),
    "no options": ({"components": [row(select())]}, "components.0.components.0.options"),
    "many options": (
        {"components": [row(select(*map(str, range(26))))]},
        "components.0.components.0.options",
    ),
    "same value": (
        {"components": [row(select("a", "a"))]},
        "components.0.components.0.options.1.value",
    ),
    "too many to choose": (
        {"components": [row(select("a", max_values=2))]},
        "components.0.components.0.max_values",
    ),
    "select beside button": (
        {"components": [row(select("a"), button())]},
        "components.0.components",
    ),
    "v2 without its flag": ({"components": [text()]}, "components.0.type"),
    "v2 with content": ({"content": "x", "components": [text()], "flags": V2}, "content"),
    "v2 with embeds": ({"embeds": [{"title": "x"}], "components": [text()], "flags": V2}, "embeds"),
    "v2 long text": ({"components": [text("x" * 2001)] * 2, "flags": V2}, "components"),
    "v2 many": (
        {"components": [{"type": 17, "components": [text("x")] * 40}], "flags": V2},
        "components",
    ),
    "bare section": (
        {"components": [{"type": 9, "components": [text()]}], "flags": V2},
        "components.0.accessory",
    ),
    "no such file": (
        {
            "components": [{"type": 12, "items": [{"media": {"url": "attachment://mug.png"}}]}],
            "flags": V2,
        },
        "components",
    ),
    "no such attachment": ({"content": "x", "attachments": [{"id": 0}]}, "attachments.0"),
    "both ways to mention": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
    ),
    "mentions of a kind that is none": (
        {"content": "x", "allowed_mentions": {"parse": ["friends"]}},
        "allowed_mentions.parse.0",
    ),
    "a file from the web": (
        {
            "components": [{"type": 13, "file": {"url": "https://x.test/a.pdf"}}],
            "flags": V2,
        },
        "components.0.file.url",
    ),
    "reply to nothing": (
        {"content": "x", "message_reference": {"message_id": "1"}},
        "message_reference",
    ),
}


@pytest.mark.parametrize("case", BAD_MESSAGES)
async def test_messages(case: str, server: LocalDiscord, general: Channel, bot: Bot) -> None:
    body, path = BAD_MESSAGES[case]
    async with running(bot, server):
        with pytest.raises(discord.HTTPException) as caught:
            await bot.ask("POST", "/channels/{channel_id}/messages", body, channel_id=general.id)
    error = refusal(server).refusal
    assert error is not None
    assert error.errors is not None
    assert (caught.value.code, general.messages) == (50035, [])
    assert path in complaints(error.errors)


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": "  "}, {"embeds": []}])
async def test_empty_messages(body: Json, server: LocalDiscord, general: Channel, bot: Bot) -> None:
    async with running(bot, server):
        with pytest.raises(discord.HTTPException) as caught:
            await bot.ask("POST", "/channels/{channel_id}/messages", body, channel_id=general.id)
    assert caught.value.code == 50006


async def test_edits_are_checked_by_their_result(
    server: LocalDiscord, general: Channel, bot: Bot
) -> None:
    async with running(bot, server):
        channel = bot.get_partial_messageable(general.id)
        plain = await channel.send("hello", embed=discord.Embed(title="x"))
        await plain.edit(content=None)
        bodies: list[Json] = [{"embeds": []}, {"components": [text()], "flags": V2}]
        for wrong in bodies:
            with pytest.raises(discord.HTTPException):
                await bot.ask(
                    "PATCH",
                    "/channels/{channel_id}/messages/{message_id}",
                    wrong,
                    channel_id=general.id,
                    message_id=plain.id,
                )
        view = discord.ui.LayoutView().add_item(discord.ui.TextDisplay("card"))
        await plain.edit(embeds=[], view=view)
        with pytest.raises(discord.HTTPException):
            await plain.edit(content="text again")
    assert general.messages[0].text == "card"


async def test_files(server: LocalDiscord, general: Channel, bot: Bot) -> None:
    def file(size: int) -> discord.File:
        return discord.File(io.BytesIO(b"x" * size), "x.bin")

    async with running(bot, server):
        channel = bot.get_partial_messageable(general.id)
        message = await channel.send(files=[file(1) for _ in range(10)])
        assert await message.attachments[9].read() == b"x"
        with pytest.raises(discord.HTTPException):
            await message.edit(attachments=[*message.attachments, file(1)])
        await message.edit(content="fewer", attachments=message.attachments[:1])
        with pytest.raises(discord.HTTPException) as caught:
            await channel.send(file=file(10 * 1024 * 1024 + 1))
    assert caught.value.code == 40005
    assert len(general.messages[0].files) == 1


def command(name: str = "store", **more: object) -> Json:
    return {"name": name, "description": "Store", "type": 1} | more


def option(name: str = "reward", **more: object) -> Json:
    return {"name": name, "description": "Which", "type": 3} | more


BAD_COMMANDS: dict[str, list[Json]] = {
    "capital": [command("Store")],
    "space": [command("my store")],
    "long name": [command("x" * 33)],
    "no description": [command(description="")],
    "long description": [command(description="x" * 101)],
    "twice": [command(), command()],
    "many": [command(f"c{n}") for n in range(101)],
    "many menus": [{"name": f"c{n}", "type": 2} for n in range(16)],
    "menu with description": [command("Grant", type=2)],
    "locale": [command(name_localizations={"xx": "cua-hang"})],
    "translated name": [command(name_localizations={"vi": "Cửa hàng"})],
    "long translated name": [command(name_localizations={"vi": "x" * 33})],
    "long translated name of a menu": [
        {"name": "Grant", "type": 2, "name_localizations": {"vi": "x" * 33}}
    ],
    "long translated name of a choice": [
        command(
            options=[
                option(
                    choices=[{"name": "a", "value": "a", "name_localizations": {"vi": "x" * 101}}]
                )
            ]
        )
    ],
    "translated like another": [
        command(options=[option(name, name_localizations={"vi": "c"}) for name in ("a", "b")])
    ],
    "translated like another by default": [
        command(options=[option("a", name_localizations={"vi": "b"}), option("b")])
    ],
    "no such context": [command(contexts=[7])],
    "no such installation": [command(integration_types=[2])],
    "the same context twice": [command(contexts=[0, 0])],
    "translated description": [command(description_localizations={"vi": "x" * 101})],
    "required after optional": [command(options=[option(), option("b", required=True)])],
    "same option": [command(options=[option(), option()])],
    "many options": [command(options=[option(f"o{n}") for n in range(26)])],
    "mixed": [command(options=[option(), {"name": "s", "description": "S", "type": 1}])],
    "choices and autocomplete": [
        command(options=[option(autocomplete=True, choices=[{"name": "a", "value": "a"}])])
    ],
    "many choices": [
        command(options=[option(choices=[{"name": f"{n}", "value": f"{n}"} for n in range(26)])])
    ],
    "choice of another type": [
        command(options=[option(type=4, choices=[{"name": "a", "value": "a"}])])
    ],
    "too much": [
        command(
            options=[
                option(
                    f"o{n}",
                    choices=[
                        {"name": f"{m}" + "x" * 90, "value": f"{m}" + "x" * 90} for m in range(9)
                    ],
                )
                for n in range(5)
            ]
        )
    ],
}


@pytest.mark.parametrize("case", BAD_COMMANDS)
async def test_commands(case: str, server: LocalDiscord, bot: Bot) -> None:
    async with running(bot, server):
        with pytest.raises(discord.HTTPException) as caught:
            await bot.ask(
                "PUT",
                "/applications/{application_id}/commands",
                BAD_COMMANDS[case],
                application_id=server.bot_id,
            )
    assert caught.value.code == 50035
    assert server.commands == []


async def test_valid_commands_are_accepted(server: LocalDiscord, bot: Bot) -> None:
    sound = [
        command("cửa-hàng", name_localizations={"vi": "cửa-hàng"}),
        command(
            "points",
            options=[
                {
                    "name": "rules",
                    "description": "R",
                    "type": 2,
                    "options": [
                        {
                            "name": "show",
                            "description": "S",
                            "type": 1,
                            "options": [option(required=True, autocomplete=True), option("b")],
                        }
                    ],
                }
            ],
        ),
        {"name": "Grant reward", "type": 2},
    ]
    async with running(bot, server):
        await bot.ask(
            "PUT", "/applications/{application_id}/commands", sound, application_id=server.bot_id
        )
    assert [c["description"] for c in server.commands] == ["Store", "Store", ""]


def modal(*components: Json, **more: object) -> Json:
    data = {"title": "Form", "custom_id": "form", "components": list(components)} | more
    return {"type": 9, "data": data}


def field(**more: object) -> Json:
    return {
        "type": 18,
        "label": "Name",
        "component": {"type": 4, "custom_id": "name", "style": 1} | more,
    }


BAD_CALLBACKS: dict[str, Json] = {
    "type": {"type": 8, "data": {"choices": []}},
    "update without a message": {"type": 7, "data": {"content": "x"}},
    "long title": modal(field(), title="x" * 46),
    "no fields": modal(),
    "six fields": modal(*[field(custom_id=f"f{n}") for n in range(6)]),
    "long label": modal(field() | {"label": "x" * 46}),
    "two labels": modal(field(label="Name")),
    "button in a modal": modal({"type": 18, "label": "x", "component": button()}),
    "same custom id": modal(field(), field()),
    "prefilled too long": modal(field(value="abc", max_length=2)),
    "many files": modal(
        {"type": 18, "label": "x", "component": {"type": 19, "custom_id": "f", "max_values": 11}}
    ),
    "disabled in a modal": modal(field(disabled=True)),
    "nothing chosen though required": modal(
        {"type": 18, "label": "x", "component": select("a", min_values=0)}
    ),
    "no file though required": modal(
        {"type": 18, "label": "x", "component": {"type": 19, "custom_id": "f", "min_values": 0}}
    ),
    "a radio group of one": modal({"type": 18, "label": "x", "component": group(21, "a")}),
    "an empty checkbox group": modal({"type": 18, "label": "x", "component": group(22)}),
    "more needed than taken": modal(
        {"type": 18, "label": "x", "component": group(22, "a", "b", min_values=2, max_values=1)}
    ),
    "long content": {"type": 4, "data": {"content": "x" * 2001}},
    "empty": {"type": 4, "data": {}},
}


@pytest.mark.parametrize("case", BAD_CALLBACKS)
async def test_a_refused_callback_can_be_corrected(
    case: str, server: LocalDiscord, mai: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def form(interaction: Interaction) -> None:
        path = "/interactions/{interaction_id}/{token}/callback"
        ids = {"interaction_id": interaction.id, "token": interaction.token}
        with pytest.raises(discord.HTTPException):
            await bot.ask("POST", path, BAD_CALLBACKS[case], **ids)
        await interaction.response.send_message("mended")

    async with running(bot, server):
        assert (await mai.command("form")).text == "mended"
    refusal(server)


@pytest.mark.parametrize(
    "choices",
    [
        [{"name": str(n), "value": str(n)} for n in range(26)],
        [{"name": "x" * 101, "value": "x"}],
        [{"name": "", "value": "x"}],
        [{"name": "x", "value": "x" * 101}],
        [{"name": "x", "value": 1}],
    ],
)
async def test_autocomplete_choices(
    choices: list[Json], server: LocalDiscord, mai: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def claim(interaction: Interaction, reward: str) -> None:
        await interaction.response.send_message(reward)

    @claim.autocomplete("reward")
    async def rewards(interaction: Interaction, typed: str) -> list[Any]:
        path = "/interactions/{interaction_id}/{token}/callback"
        ids = {"interaction_id": interaction.id, "token": interaction.token}
        with pytest.raises(discord.HTTPException):
            await bot.ask("POST", path, {"type": 8, "data": {"choices": choices}}, **ids)
        return []

    async with running(bot, server):
        assert await mai.autocomplete("claim", "reward", "x") == []
    refusal(server)


async def test_unknown_routes(server: LocalDiscord, bot: Bot) -> None:
    async with running(bot, server):
        with pytest.raises(discord.HTTPException) as caught:
            await bot.ask("GET", "/nothing/here")
        assert caught.value.status == 501
    assert refusal(server).path == "/nothing/here"


DESCRIBED = {
    "components": {
        "schemas": {
            "SnowflakeType": {"type": "string"},
            "ChannelTypes": {"oneOf": []},
            "MessageReferenceType": {"oneOf": []},
            "CreateRoleRequest": {"properties": {"permissions": {}}},
            "UpdateRoleRequestPartial": {"properties": {"permissions": {}}},
            "Message": {
                "type": "object",
                "properties": {
                    "content": {"type": "string"},
                    "sticker": {"$ref": "#/components/schemas/SnowflakeType"},
                },
            },
        }
    },
    "paths": {
        "/channels/{channel_id}/messages": {
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Message"}}
                    }
                }
            }
        }
    },
}


@pytest.mark.parametrize("later", [False, True])
async def test_a_check_runs_now_or_later(later: bool, point_client_at: Point) -> None:
    check = Description(DESCRIBED).check
    async with patient_discord(check=check, check_later=later) as server:
        point_client_at(server)
        general = server.add_community("Book club").add_channel("general")
        path, bot = "/channels/{channel_id}/messages", Bot()

        def send(body: Json) -> asyncio.Task[Any]:
            return asyncio.create_task(bot.ask("POST", path, body, channel_id=general.id))

        async with running(bot, server):
            await send({"content": "x", "sticker": 1})
            assert server.refused == []
            wrong = send({"content": "x", "sticker": 1.5})
            await asyncio.wait([wrong])
            assert isinstance(wrong.exception(), discord.HTTPException) is not later
            assert "$.sticker" in str(refusal(server).refusal)
