"""Who may use what is asked before anything else, in one place, for everything that there is."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.localdiscord import Channel, Community, File, LocalDiscord, Member, Permissions
from bot.localdiscord.wire import ComponentType, InteractionType, Json, OptionType
from bot.services import communities
from bot.texts import t
from bot.ui.core.access import MANAGERS, MEMBERS, SERVER_MANAGERS
from bot.ui.core.actions import known_actions
from bot.ui.core.fields import FileField
from bot.ui.core.forms import known_forms
from db.database import Database
from db.session import Session
from db.tables import metadata
from tests.endtoend.conftest import in_session
from tests.endtoend.events import members_synced, stored_events
from tests.endtoend.rewards import boss
from tests.endtoend.workflows import settled_runs
from tests.support.bot import RunningBot
from tests.support.pictures import png

REFUSED = {
    MANAGERS: t("en", "error-not-a-manager"),
    SERVER_MANAGERS: t("en", "error-not-a-server-manager"),
}

OF_MEMBERS = {
    *("store", "claim", "confirm", "rewards", "my-rewards", "code", "use", "balance", "goals"),
    *("leaderboard", "leaderboard-share", "profile", "profile-badges", "collection"),
    *("raffle-enter", "raffle-how", "raffle-accept"),
    *("notifications-switch", "privacy-erase", "not-now", "fix", "why", "why-page"),
}
"""The actions that are for everybody. Each looks only at what belongs to who presses."""

COMMANDS_OF_MEMBERS = {
    *("store", "claim", "rewards", "balance", "profile", "goals", "leaderboard", "daily"),
    *("notifications", "privacy", "thanks", "why", "Rewards profile"),
}

OF_SAMPLES = ("sample", "test-")  # what other tests have registered in the same process


async def everything(db: Database, club: Community) -> dict[str, list[Any]]:
    """Return every row of a community."""

    def use_case(session: Session) -> dict[str, list[Any]]:
        rows = {}
        for table in metadata.sorted_tables:
            column = table.c.get("community_id", table.c.get("id"))
            if column is not None:
                found = session.execute(table.select().where(column == club.id)).all()
                rows[table.name] = sorted(map(repr, found))
        return rows

    return await db.read(use_case)


async def at_rest(db: Database, club: Community) -> None:
    """Wait until all that has happened is known and processed, so that rows change no more."""
    await members_synced(db, club)
    await stored_events(db, club)
    await settled_runs(db, club)


class Fetched:
    """Counts the files that the bot fetches."""

    def __init__(self, discord: LocalDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files = 0
        find = discord.world.cdn.find

        def counting(attachment_id: int) -> Any:
            self.files += 1
            return find(attachment_id)

        monkeypatch.setattr(discord.world.cdn, "find", counting)


@pytest.fixture
def fetched(discord: LocalDiscord, monkeypatch: pytest.MonkeyPatch) -> Fetched:
    """What is fetched while a test runs."""
    return Fetched(discord, monkeypatch)


# Proved by letting `admit` refuse nobody: presses are then read before anybody is asked for.
async def test_every_button_and_list_is_refused_to_whom_it_is_not_for(
    db: Database, discord: LocalDiscord, club: Community, mai: Member
) -> None:
    card = await mai.command("rewards")
    await at_rest(db, club)
    before = await everything(db, club)
    asked = set()
    for name, action in list(known_actions().items()):
        if name.startswith(OF_SAMPLES):
            continue
        assert (action.access is MEMBERS) == (name in OF_MEMBERS), name
        if action.access is MEMBERS:
            continue
        numbers = [1] * action.arguments
        data = {"custom_id": action.action_id.id(*numbers), "id": 1}
        data |= {"component_type": int(ComponentType.STRING_SELECT), "values": ["1"]}
        answered = await discord.interactions.send(
            InteractionType.COMPONENT, mai, club.default_channel, data, card.message
        )
        assert (answered.text, answered.ephemeral) == (REFUSED[action.access], True), name
        asked.add(name)
    assert len(asked) > 50
    assert await everything(db, club) == before


def filled(discord: LocalDiscord, form: Any) -> Json:
    """Return what Discord sends of a form, with a picture in each field that takes a file."""
    parts, attachments = [], {}
    for number, field in enumerate(form.fields):
        inner: Json = {"custom_id": field.name, "id": number}
        if isinstance(field, FileField):
            stored = discord.world.cdn.store(7, File("a.png", png().data), folder=1, ephemeral=True)
            attachments = {"7": stored.to_wire()}
            inner |= {"type": int(ComponentType.UPLOAD), "values": ["7"]}
        else:
            inner |= {"type": int(ComponentType.TEXT_INPUT), "value": "1"}
        parts.append({"type": int(ComponentType.LABEL), "component": inner})
    data = {"custom_id": f"laurel:1:form-{form.name}:0:0:0", "components": parts}
    return data | {"resolved": {"attachments": attachments}}


# Proved by letting `admit` refuse nobody: a member is then told which rewards there are to give.
async def test_every_form_is_refused_before_its_file_is_fetched(
    db: Database, discord: LocalDiscord, club: Community, mai: Member, fetched: Fetched
) -> None:
    await mai.command("rewards")
    await at_rest(db, club)
    before = await everything(db, club)
    forms = [form for form in known_forms() if not form.name.startswith(OF_SAMPLES)]
    assert any(isinstance(field, FileField) for form in forms for field in form.fields)
    for form in forms:
        assert form.access in REFUSED, form.name
        answered = await discord.interactions.send(
            InteractionType.MODAL, mai, club.default_channel, filled(discord, form)
        )
        assert answered.text == REFUSED[form.access], form.name
    assert len(forms) > 20
    assert fetched.files == 0
    assert await everything(db, club) == before
    discord.violations.clear()  # a form that nothing opened cannot say what did


TOO_OLD = t("en", "ui-too-old")

NO_ID = 2**63  # one more than a row can have


# Proved by reading numbers without a bound: the database cannot take them, and says so to nobody.
async def test_a_number_that_no_row_can_have_is_too_old(
    discord: LocalDiscord, club: Community, linh: Member
) -> None:
    card = await linh.command("rewards")
    asked = set()
    for name, action in list(known_actions().items()):
        numbers = [NO_ID] * action.arguments
        if name.startswith(OF_SAMPLES) or not numbers:
            continue
        data = {"custom_id": action.action_id.id(*numbers), "id": 1, "values": ["1"]}
        data |= {"component_type": int(ComponentType.STRING_SELECT)}
        answered = await discord.interactions.send(
            InteractionType.COMPONENT, linh, club.default_channel, data, card.message
        )
        assert answered.text == TOO_OLD, name
        asked.add(name)
    assert len(asked) > 50
    for form in known_forms():
        data = filled(discord, form) | {"custom_id": f"laurel:1:form-{form.name}:{NO_ID}:0:0"}
        answered = await discord.interactions.send(
            InteractionType.MODAL, linh, club.default_channel, data
        )
        assert answered.text == TOO_OLD, form.name
    discord.violations.clear()  # a form that nothing opened cannot say what did


LISTS_OF_NUMBERS = [
    *("audit-parts", "goal-pick", "grant-pick", "membership-unmark", "reward-pick"),
    *("setup-channel", "setup-manager", "setup-workflow-with", "tiers-remove"),
    *("workflow-cause", "workflow-open", "workflow-run", "workflow-try-on"),
]


@pytest.mark.parametrize("chosen", ["", "x", "-1", "٣", str(NO_ID)])
async def test_a_choice_that_no_list_offers_is_too_old(
    discord: LocalDiscord, club: Community, linh: Member, chosen: str
) -> None:
    card = await linh.command("rewards")
    for name in LISTS_OF_NUMBERS:
        action = known_actions()[name]
        numbers = [0] * action.arguments
        data = {"custom_id": action.action_id.id(*numbers), "id": 1, "values": [chosen]}
        data |= {"component_type": int(ComponentType.STRING_SELECT)}
        answered = await discord.interactions.send(
            InteractionType.COMPONENT, linh, club.default_channel, data, card.message
        )
        assert answered.text == TOO_OLD, name


async def test_a_switch_that_is_not_there_is_too_old(
    discord: LocalDiscord, club: Community, mai: Member
) -> None:
    card = await mai.command("notifications")
    data = {"custom_id": "laurel:1:notifications-switch:9:1", "id": 1}
    data |= {"component_type": int(ComponentType.BUTTON)}
    answered = await discord.interactions.send(
        InteractionType.COMPONENT, mai, club.default_channel, data, card.message
    )
    assert answered.text == TOO_OLD


async def test_a_typed_draft_that_cannot_be_there_is_named_as_not_found(
    club: Community, linh: Member
) -> None:
    typed = f"draft:{NO_ID}"
    none = await linh.command("workflow edit", workflow="None of mine")
    answer = await linh.command("workflow edit", workflow=typed)
    assert answer.text == none.text.replace("None of mine", typed)


def leaves(command: Json) -> Iterator[tuple[str, list[Json]]]:
    """Yield the path of each command that can be typed, with its options."""
    inner = [
        option
        for option in command.get("options") or []
        if option["type"] in (OptionType.SUBCOMMAND, OptionType.GROUP)
    ]
    if not inner:
        yield command["name"], command.get("options") or []
    for option in inner:
        for path, options in leaves(option):
            yield f"{command['name']} {path}", options


def option_value(option: Json, club: Community, member: Member) -> Any:
    """Return something that an option takes."""
    if option.get("choices"):
        return option["choices"][0]["value"]
    return {
        OptionType.STRING: "1" * (option.get("min_length") or 1),
        OptionType.INTEGER: option.get("min_value") or 1,
        OptionType.BOOLEAN: True,
        OptionType.USER: member,
        OptionType.CHANNEL: club.default_channel,
        OptionType.ROLE: club.everyone,
        OptionType.ATTACHMENT: File("a.png", png().data),
    }[OptionType(option["type"])]


# Proved by letting `admit` refuse nobody: a member then hears which names there are.
async def test_every_command_of_managers_is_refused_to_members(
    db: Database,
    discord: LocalDiscord,
    bot: RunningBot,
    club: Community,
    mai: Member,
    bob: Member,
    fetched: Fetched,
) -> None:
    await mai.command("rewards")
    await at_rest(db, club)
    before = await everything(db, club)
    hidden = [one for one in discord.commands if one["default_member_permissions"] is not None]
    assert {one["name"] for one in discord.commands if one not in hidden} == COMMANDS_OF_MEMBERS
    for command in hidden:
        if command["type"] != 1:
            answer = await mai.menu(command["name"], on=bob, force=True)
            assert answer.text == REFUSED[MANAGERS], command["name"]
            continue
        for path, options in leaves(command):
            wanted = [
                one
                for one in options
                if one.get("required") or one["type"] == OptionType.ATTACHMENT
            ]
            values = {one["name"]: option_value(one, club, bob) for one in wanted}
            answer = await mai.command(path, **values, force=True)
            assert (answer.text, answer.ephemeral) == (REFUSED[MANAGERS], True), path
            for option in options:
                if option.get("autocomplete"):
                    assert await mai.autocomplete(path, option["name"], "", force=True) == []
    assert fetched.files == 0
    assert await everything(db, club) == before


@in_session
async def vy(club: Community) -> Member:
    """A manager by her role, without *Manage Server*."""
    vy = club.add_member("Vy")
    await vy.add_role(club.add_role("Helpers"))
    return vy


# Proved by asking for a manager, as before, in `add_manager_role` and at the press: the role of her
# friends is then one of managers.
async def test_a_manager_by_role_names_no_managers(
    db: Database, discord: LocalDiscord, club: Community, general: Channel, linh: Member, vy: Member
) -> None:
    friends = club.add_role("Friends")
    helpers = vy.roles[0]
    await linh.command("settings managers", add=helpers)
    asked = await vy.command("settings managers", force=True)
    assert f"<@&{helpers.id}>" in asked.text
    for change in ({"add": friends}, {"remove": helpers}):
        refused = await vy.command("settings managers", force=True, **change)
        assert refused.text == REFUSED[SERVER_MANAGERS]
    for _ in range(2):  # past the clock and the channels
        wizard = await vy.command("settings setup", force=True)
        await wizard.press("Next")
    wizard = await vy.command("settings setup", force=True)
    assert REFUSED[SERVER_MANAGERS] in wizard.text
    assert wizard.selects == []
    pressed = {"custom_id": "laurel:1:setup-manager", "values": [str(friends.id)], "id": 1}
    pressed |= {"component_type": int(ComponentType.ROLE_SELECT)}
    answered = await discord.interactions.send(
        InteractionType.COMPONENT, vy, general, pressed, wizard.message
    )
    assert answered.text == REFUSED[SERVER_MANAGERS]
    assert await db.read(communities.manager_roles, boss(club).community_id) == [helpers.id]


async def test_who_may_manage_the_server_still_chooses_in_the_guide(
    db: Database, club: Community, linh: Member
) -> None:
    assert Permissions.MANAGE_GUILD in linh.permissions
    friends = club.add_role("Friends")
    for _ in range(2):
        await (await linh.command("settings setup")).press("Next")
    await (await linh.command("settings setup")).choose(friends)
    assert await db.read(communities.manager_roles, club.id) == [friends.id]
