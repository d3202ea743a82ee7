"""Using the bot in a window: what is sent, how it is acknowledged, and what is refused."""

import asyncio
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.localdiscord import Channel, Community, Everyone, LocalDiscord, Member, Permissions
from tests.localdiscord.bot import Bot, Interaction, running
from tests.localdiscord.page.window import Json, PageWindow, ids, opened

Label = discord.ui.Label[Any]


async def test_commands_and_their_options(
    server: LocalDiscord, club: Community, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    student = club.add_role("Student")
    choices = [app_commands.Choice(name="two", value="1"), app_commands.Choice(name="1", value="2")]
    points = app_commands.Group(name="points", description="Points")

    @points.command()
    @app_commands.choices(kind=choices)
    async def award(
        interaction: Interaction,
        text: str,
        number: int,
        share: float,
        sure: bool,
        member: discord.Member,
        role: discord.Role,
        place: discord.TextChannel,
        whom: discord.Member | discord.Role,
        file: discord.Attachment,
        kind: app_commands.Choice[str],
    ) -> None:
        got = [text, number, share, sure, member.name, role.name, place.name, whom.name]
        await interaction.response.send_message(f"{got} {await file.read()!r} {kind.value}")

    bot.tree.add_command(points)
    async with running(bot, server), opened(server, mai) as window:
        file = await window.upload("list.csv", b"codes")
        options: Json = {
            "text": " for all ",
            "number": 5,
            "share": 0.5,
            "sure": True,
            "member": str(bob.id),
            "role": str(student.id),
            "place": str(general.id),
            "whom": str(student.id),
            "file": file["id"],
            "kind": "1",
        }
        use: Json = {"channel": str(general.id), "path": "points award"}
        outcome = await window.ask("command", **use, options=options)
        assert outcome["outcome"] == "message"
        (content,) = window.contents
        said = ["for all", 5, 0.5, True, "bob", "Student", "general", "Student"]
        assert content == f"{said} b'codes' 1"
        (message,) = window.messages.values()
        assert message["interaction_name"] == "/points award"
        for name, value, kind in (
            ("text", "", "not_possible"),
            ("number", "5", "not_possible"),
            ("number", 0.5, "not_possible"),
            ("sure", "yes", "not_possible"),
            ("member", "5", "no_such"),
            ("member", "Bob", "bad_request"),
            ("member", {"id": 1}, "bad_request"),
            ("place", str(student.id), "no_such"),
            ("file", "5", "no_such"),
            ("kind", "two", "not_possible"),
            ("force", True, "not_possible"),
            ("within", str(general.id), "not_possible"),
        ):
            wrong = options | {name: value}
            assert await window.refusal("command", **use, options=wrong) == kind, name
        del options["text"]
        assert await window.refusal("command", **use, options=options) == "not_possible"
        for path in ("points", "points give", "x", "/"):
            unknown = {**use, "path": path, "options": {}}
            assert await window.refusal("command", **unknown) == "no_such"


async def test_hidden_commands(
    server: LocalDiscord, general: Channel, mai: Member, bot: Bot
) -> None:
    """The `force` that tests have must not reach a window: then this would be answered."""

    @bot.tree.command()
    @app_commands.default_permissions(manage_guild=True)
    async def manage(interaction: Interaction) -> None:
        raise AssertionError("must not arrive")

    @bot.tree.command()
    @app_commands.guild_only()
    async def hello(interaction: Interaction) -> None:
        await interaction.response.send_message("hello")

    async with running(bot, server), opened(server, mai) as window:
        names = {one["id"]: one["name"] for one in window.world["commands"]}
        (community,) = window.world["communities"]
        assert [names[one] for one in community["commands"]] == ["hello"]
        # Direct messages know no permissions.
        assert [names[one] for one in window.world["direct_commands"]] == ["manage"]
        use = {"path": "manage", "options": {}}
        assert await window.refusal("command", **ids(general), **use) == "not_allowed"
        forced = {"path": "manage", "options": {"force": True}}
        assert await window.refusal("command", **ids(general), **forced) in (
            "not_allowed",
            "not_possible",
        )
        hello_there = {"channel": str(mai.direct_channel.id), "path": "hello", "options": {}}
        assert await window.refusal("command", **hello_there) == "not_allowed"
        await general.overwrite(Everyone, deny=Permissions.USE_APPLICATION_COMMANDS)
        use = {"path": "hello", "options": {}}
        assert await window.refusal("command", **ids(general), **use) == "not_allowed"


async def test_autocomplete(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def claim(interaction: Interaction, reward: str, member: discord.Member) -> None: ...

    @claim.autocomplete("reward")
    async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        member = interaction.namespace.member
        names = [current, member.display_name if member else "nobody"]
        choices = [app_commands.Choice(name=name, value=name.lower()) for name in names]
        choices.append(app_commands.Choice(name=app_commands.locale_str("a mug"), value="m"))
        return choices

    class Translator(app_commands.Translator):
        async def translate(self, string: Any, locale: Any, context: Any) -> str | None:
            known = {("a mug", discord.Locale.vietnamese): "một cái cốc"}
            return known.get((string.message, locale))

    await bot.tree.set_translator(Translator())
    async with running(bot, server), opened(server, mai) as window:
        use: Json = {"channel": str(general.id), "path": "claim", "option": "reward"}
        others = {"member": str(bob.id)}
        found = await window.ask("autocomplete", **use, typed="Mu", options=others)
        assert found["choices"] == [
            {"name": "Mu", "value": "mu"},
            {"name": "Bob", "value": "bob"},
            {"name": "một cái cốc", "value": "m"},
        ]
        half = {"member": "bo", "unknown": 5}
        found = await window.ask("autocomplete", **use, typed="M", options=half)
        assert [choice["name"] for choice in found["choices"]] == [
            "M",
            "nobody",
            "một cái cốc",
        ]
        use["option"] = "member"
        assert await window.refusal("autocomplete", **use, typed="B", options={}) == (
            "not_possible"
        )


async def test_menus(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    @bot.tree.context_menu(name="Profile")
    async def profile(interaction: Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"About {member.name}", ephemeral=True)

    @bot.tree.context_menu(name="Quote")
    async def quote(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"> {message.content}")

    theirs = await bob.post("So it goes.")
    async with running(bot, server), opened(server, mai) as window:
        use: Json = {"channel": str(general.id)}
        about = use | {"name": "Profile", "kind": "user"}
        await window.ask("menu", **about, target=str(bob.id))
        of = use | {"name": "Quote", "kind": "message"}
        await window.ask("menu", **of, target=str(theirs.id))
        assert window.contents == ["About bob", "> So it goes."]
        ephemeral = next(iter(window.messages))
        assert await window.refusal("menu", **of, target=ephemeral) == "not_allowed"
        assert await window.refusal("menu", **of, target="5") == "no_such"
        assert await window.refusal("menu", **about, target="5") == "no_such"
        assert await window.refusal("menu", **(about | {"kind": "x"}), target="5") == "no_such"
        other = about | {"name": "Other"}
        assert await window.refusal("menu", **other, target=str(bob.id)) == "no_such"


class Buttons(discord.ui.View):
    """Two buttons and two selects; one button's label is the other's custom id."""

    @discord.ui.button(label="two", custom_id="one")
    async def one(self, interaction: Interaction, _: Any) -> None:
        await interaction.response.edit_message(content="one was pressed")

    @discord.ui.button(label="Two", custom_id="two")
    async def two(self, interaction: Interaction, _: Any) -> None:
        await interaction.response.defer()

    @discord.ui.select(
        custom_id="option",
        max_values=2,
        options=[
            discord.SelectOption(label="2", value="1"),
            discord.SelectOption(label="1", value="2"),
        ],
    )
    async def option(self, interaction: Interaction, select: Any) -> None:
        await interaction.response.send_message(f"{select.values}", ephemeral=True)

    @discord.ui.select(cls=discord.ui.MentionableSelect, custom_id="who")
    async def who(self, interaction: Interaction, select: Any) -> None:
        await interaction.response.send_message(f"{select.values[0].name}")

    @discord.ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, interaction: Interaction, _: Any) -> None: ...


async def test_buttons_and_selects(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def show(interaction: Interaction, private: bool) -> None:
        await interaction.response.send_message("Choose", view=Buttons(), ephemeral=private)

    async with running(bot, server), opened(server, mai) as hers, opened(server, bob) as his:
        use: Json = {"channel": str(general.id), "path": "show"}
        await hers.ask("command", **use, options={"private": False})
        (card,) = hers.messages
        here: Json = {"channel": str(general.id), "message": card}
        pressed = await his.ask("press", **here, custom_id="two")
        assert pressed["outcome"] == "update"
        await his.ask("press", **here, custom_id="one")
        await hers.until(lambda: hers.contents == ["one was pressed"])
        await hers.ask("choose", **here, custom_id="option", values=["1"])
        await hers.until(lambda: hers.contents == ["one was pressed", "['1']"])
        private = list(hers.messages.values())[1]
        assert private["ephemeral"]
        await hers.ask("choose", **here, custom_id="who", values=[str(bob.id)])
        await hers.until(lambda: hers.contents[-1] == "bob")
        await his.until(lambda: his.contents == ["one was pressed", "bob"])
        for custom_id, values, kind in (
            ("option", ["3"], "not_possible"),
            ("option", [], "not_possible"),
            ("option", ["1", "2", "1"], "not_possible"),
            ("who", ["x"], "bad_request"),
            ("who", ["5"], "no_such"),
            ("none", ["1"], "no_such"),
        ):
            chosen = {**here, "custom_id": custom_id, "values": values}
            assert await hers.refusal("choose", **chosen) == kind, chosen
        for custom_id in ("off", "none"):
            assert await hers.refusal("press", **here, custom_id=custom_id) == "not_possible"
        # What only Mai sees, only she can press.
        await hers.ask("command", **use, options={"private": True})
        mine = await _shown(hers, "Choose")
        assert await his.refusal("press", message=mine, custom_id="one") == "no_such"
        await hers.ask("press", message=mine, custom_id="one")


async def _shown(window: PageWindow, content: str) -> str:
    """Return the id of the message with a content, once it is shown."""
    return str(
        await window.until(
            lambda: next((m["id"] for m in window.messages.values() if m["content"] == content), "")
        )
    )


class Form(discord.ui.Modal, title="Everything"):
    """A field of each kind."""

    about = discord.ui.TextDisplay[Any]("Fill this **in**")
    name = Label(text="Same", component=discord.ui.TextInput(max_length=10, custom_id="name"))
    kind = Label(
        text="Same",
        component=discord.ui.Select(
            custom_id="kind",
            options=[
                discord.SelectOption(label="2", value="1"),
                discord.SelectOption(label="1", value="2"),
            ],
        ),
    )
    whom = Label(text="Whom", component=discord.ui.UserSelect(custom_id="whom"))
    file = Label(text="File", component=discord.ui.FileUpload(custom_id="file", max_values=2))

    async def on_submit(self, interaction: Interaction) -> None:
        parts: Any = [self.name, self.kind, self.whom, self.file]
        name, kind, whom, file = (part.component for part in parts)
        got = [name.value, kind.values, whom.values[0].name]
        read = [await one.read() for one in file.values]
        await interaction.response.send_message(f"{got} {read}", ephemeral=True)


class Questions(discord.ui.Modal, title="Questions"):
    """The kinds of fields that `Form` has no room for."""

    size = Label(
        text="Size",
        component=discord.ui.RadioGroup(
            custom_id="size",
            options=[
                discord.RadioGroupOption(label="Small", value="s"),
                discord.RadioGroupOption(label="Large", value="l"),
            ],
        ),
    )
    topics = Label(
        text="Topics",
        component=discord.ui.CheckboxGroup(
            custom_id="topics",
            options=[
                discord.CheckboxGroupOption(label=name, value=name.lower())
                for name in ("Art", "Bread", "Chess")
            ],
        ),
    )
    sure = Label(text="Sure", component=discord.ui.Checkbox(custom_id="sure"))
    role = Label(
        text="Role", component=discord.ui.RoleSelect(custom_id="role", required=False, min_values=0)
    )
    place = Label(text="Place", component=discord.ui.ChannelSelect(custom_id="place"))

    async def on_submit(self, interaction: Interaction) -> None:
        parts: Any = [self.size, self.topics, self.sure, self.role, self.place]
        size, topics, sure, role, place = (part.component for part in parts)
        got = [size.value, topics.values, sure.value, len(role.values), place.values[0].name]
        await interaction.response.send_message(f"{got}")


@pytest.fixture
def forms(bot: Bot) -> None:
    @bot.tree.command()
    async def fill(interaction: Interaction) -> None:
        await interaction.response.send_modal(Form(custom_id="all"))

    @bot.tree.command()
    async def questions(interaction: Interaction) -> None:
        await interaction.response.send_modal(Questions())


@pytest.mark.usefixtures("forms")
async def test_forms(
    server: LocalDiscord, general: Channel, mai: Member, bob: Member, bot: Bot
) -> None:
    async with running(bot, server), opened(server, mai) as hers, opened(server, bob) as his:
        use: Json = {"channel": str(general.id), "options": {}}
        outcome = await hers.ask("command", **use, path="fill")
        modal = outcome["modal"]
        assert (outcome["outcome"], modal["title"], modal["custom_id"]) == (
            "modal",
            "Everything",
            "all",
        )
        assert [part["type"] for part in modal["components"]] == [10, 18, 18, 18, 18]
        assert len({part["id"] for part in modal["components"]}) == 5
        assert modal["interaction"] == outcome["interaction"]
        files = [(await hers.upload(f"{n}.csv", b"x" * n))["id"] for n in (1, 2)]
        values: Json = {
            "name": "Mug",
            "kind": ["1"],
            "whom": [str(bob.id)],
            "file": files,
        }
        fill: Json = {"modal": modal["interaction"]}
        for custom_id, value, kind in (
            ("name", "", "not_possible"),
            ("name", "much too long", "not_possible"),
            ("name", ["Mug"], "bad_request"),
            ("kind", [], "not_possible"),
            ("kind", ["3"], "not_possible"),
            ("kind", [5], "bad_request"),
            ("whom", ["5"], "no_such"),
            ("file", [*files, files[0]], "not_possible"),
            ("file", ["5"], "no_such"),
            ("other", "x", "bad_request"),
        ):
            wrong = values | {custom_id: value}
            assert await hers.refusal("submit", **fill, values=wrong) == kind, custom_id
        assert await his.refusal("submit", **fill, values=values) == "no_such"
        assert await hers.refusal("submit", modal="5", values=values) == "no_such"
        done = await hers.ask("submit", **fill, values=values)
        assert done["outcome"] == "message"
        assert hers.contents == [f"{['Mug', ['1'], 'bob']} {[b'x', b'xx']}"]
        assert await hers.refusal("submit", **fill, values=values) == "no_such"
        (answer,) = hers.messages.values()
        assert answer["interaction_name"] == "/fill"

        outcome = await hers.ask("command", **use, path="questions")
        answers = {
            "size": "l",
            "topics": ["art", "chess"],
            "sure": True,
            "role": [],
            "place": [str(general.id)],
        }
        fill = {"modal": outcome["interaction"]}
        missing = {"size": "l", "place": [str(general.id)]}
        assert await hers.refusal("submit", **fill, values=missing) == "not_possible"
        await hers.ask("submit", **fill, values=answers)
        assert hers.contents[-1] == f"{['l', ['art', 'chess'], True, 0, 'general']}"


async def test_who_does_not_respond(
    server: LocalDiscord, general: Channel, mai: Member, bot: Bot
) -> None:
    too_late = asyncio.Event()

    @bot.tree.command()
    async def fill(interaction: Interaction) -> None:
        await interaction.response.send_modal(Slow())

    class Slow(discord.ui.Modal, title="Slow"):
        name = Label(text="Name", component=discord.ui.TextInput(custom_id="name"))
        hurry = False

        async def on_submit(self, interaction: Interaction) -> None:
            if not Slow.hurry:
                await too_late.wait()
            await interaction.response.send_message("done")

    async with running(bot, server), opened(server, mai) as window:
        outcome = await window.ask("command", **ids(general), path="fill", options={})
        submit: Json = {"modal": outcome["interaction"], "values": {"name": "x"}}
        server.interactions.deadline = 0.05
        failed = await window.ask("submit", **submit)
        assert failed == {"outcome": "failed", "interaction": None}
        # The form is still open.
        server.interactions.deadline, Slow.hurry = 60, True
        done = await window.ask("submit", **submit)
        assert done["outcome"] == "message"
        too_late.set()
        await server.until(lambda: server.refused)
        server.refused.clear()


async def test_no_bot_is_connected(
    server: LocalDiscord, general: Channel, mai: Member, bot: Bot
) -> None:
    @bot.tree.command()
    async def hello(interaction: Interaction) -> None: ...

    async with running(bot, server):
        pass
    server.interactions.deadline = 0.05
    async with opened(server, mai) as window:
        use: Json = {"channel": str(general.id), "path": "hello", "options": {}}
        assert (await window.ask("command", **use))["outcome"] == "failed"
