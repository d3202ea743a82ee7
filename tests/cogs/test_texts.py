"""Every command, option and choice has a text, and every text of commands is one of theirs."""

import re
from collections.abc import Iterator

import pytest
from discord.app_commands import Choice, choices, command, describe

from bot import texts
from bot.texts import SHIPPED, messages
from bot.ui.core import commands
from bot.ui.core.base import Interaction
from bot.ui.core.command_sync import described
from bot.ui.core.commands import Json, with_texts
from tests.cogs.test_loading import NAMES
from tests.cogs.tree import load


def described_things(payload: Json) -> Iterator[str]:
    """Name everything of a command that Discord shows a text of."""
    if "description" in payload:
        yield payload["name"]
    for option in payload.get("options", ()):
        yield from described_things(option)
    for choice in payload.get("choices", ()):
        yield choice["name"]


async def test_everything_has_a_text_and_no_text_is_left_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used: list[str] = []

    def noted(language: str, text_id: str, /, **params: object) -> str:
        if language == "en":
            used.append(text_id)
        return texts.t(language, text_id, **params)

    monkeypatch.setattr(commands, "t", noted)
    payloads = described(await load(NAMES))
    things = [thing for payload in payloads for thing in described_things(payload)]
    assert len(used) == len(things)
    for language in SHIPPED:
        named = {text for text in messages(language) if text.startswith("command-")}
        assert named == {text for text in used if text.startswith("command-")}
        assert set(used) <= messages(language).keys()


@pytest.mark.parametrize("language", SHIPPED)
def test_what_describes_a_command_is_in_the_file_of_its_name(language: str) -> None:
    for path in (texts.FOLDER / language).rglob("*.ftl"):
        found = set(re.findall(r"^command-(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
        assert found <= ({path.stem} if path.parent.name == "commands" else set()), path


@command(name="award")
@describe(note="command-balance")
@choices(kind=[Choice(name="goal-state-active", value="x"), Choice(name="As it is", value="y")])
async def sample(
    interaction: Interaction, member: str, note: str, kind: str, wish_for: str
) -> None:
    """Do what no text says."""


class TestWhereTextsComeFrom:
    def payload(self, *within: str) -> Json:
        tree_less: Json = {
            "name": sample.name,
            "description": sample.description,
            "options": [parameter.to_dict() for parameter in sample._params.values()],
        }
        return with_texts(tree_less, *within)

    def test_the_names_that_lead_to_it(self) -> None:
        payload = self.payload("points")
        assert payload["description"] == texts.t("en", "command-points-award")
        assert payload["description_localizations"] == {"vi": texts.t("vi", "command-points-award")}
        member, note, kind, _wish_for = payload["options"]
        assert member["description"] == texts.t("en", "command-points-award-member")
        assert note["description"] == texts.t("en", "command-balance")
        assert kind["choices"][0]["name"] == texts.t("en", "goal-state-active")
        assert kind["choices"][0]["name_localizations"]["vi"] == texts.t("vi", "goal-state-active")

    def test_what_has_no_text_keeps_what_it_has(self) -> None:
        payload = self.payload("wishes")
        assert payload["description"] == "Do what no text says."
        assert "description_localizations" not in payload
        *_, kind, wish = payload["options"]
        assert kind["choices"][1] == {"name": "As it is", "value": "y"}
        assert wish["description"] == "…"
