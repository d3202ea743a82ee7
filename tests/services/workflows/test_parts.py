"""Every part that there is: its name and its settings, and that files can hold it."""

import importlib
import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.services.workflows import files, parts, yamltext
from bot.services.workflows.definition import Definition
from bot.services.workflows.part_fields import PARTS, settings_of
from bot.services.workflows.parts import Part, Step, Trigger
from bot.services.workflows.schema import schema
from bot.texts import SHIPPED, messages
from db.database import Database
from db.session import Session
from db.tables import Goal, Reward, RewardKind, RewardState
from tests.services.workflows.parts import (
    GOAL,
    MISREAD,
    PRODUCT,
    REWARD,
    every_part,
    example,
    whole,
)
from tests.support import factories
from tests.support.factories import BOSS, CLUB

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
DOCS = ROOT / "docs"
SCHEMA = DOCS / "workflow.schema.json"

LABEL_LENGTH = 45
"""Characters of a label in a form of Discord's."""

parts_there_are = pytest.mark.parametrize(
    ("kind", "part"), [pytest.param(*one, id=f"{one[0]}-{one[1].key}") for one in every_part()]
)


def stock(session: Session) -> None:
    """Make the reward and the goal that the examples name."""
    factories.add_community(session)
    session.add(
        Reward(
            community_id=CLUB,
            id=REWARD,
            kind=RewardKind.BADGE,
            state=RewardState.PUBLISHED,
            name="Book: 50%",
            name_key="book: 50%",
            member_limit=1,
            created_by=BOSS.member_id,
            created_at=session.now,
        )
    )
    session.add(
        Goal(
            community_id=CLUB,
            id=GOAL,
            name="007",
            name_key="007",
            period="weekly",
            created_by=BOSS.member_id,
            created_at=session.now,
        )
    )
    session.flush()


def test_there_is_what_was_promised() -> None:
    assert {kind: set(keys.split()) - set(PARTS[kind]()) for kind, keys in PRODUCT.items()} == {
        kind: set() for kind in PRODUCT
    }


@parts_there_are
def test_a_part_s_example_shows_every_setting(kind: str, part: type[Part]) -> None:
    assert part.example.keys() == part.settings().keys()
    used = whole(kind, {"type": part.key, **part.example})
    Draft202012Validator(schema()).validate({"version": 1, "name": "Example", **used})


@parts_there_are
def test_a_part_explains_itself(kind: str, part: type[Part]) -> None:
    assert part.__doc__
    assert part.__doc__ != part.__base__.__doc__
    assert part.key in (importlib.import_module(part.__module__).__doc__ or "")


@parts_there_are
def test_a_part_has_a_test_of_what_it_does(kind: str, part: type[Part]) -> None:
    """In the file that mirrors its own. Seen to fail without `conditions/test_tier_is.py`."""
    module = part.__module__.rpartition(".")[2]
    tests = (HERE / f"{kind}s" / f"test_{module}.py").read_text(encoding="utf-8")
    assert re.search(r"^(async )?def test_", tests, re.MULTILINE)
    assert part.key in tests


@parts_there_are
def test_a_part_has_words_for_all_that_it_can_be_told(kind: str, part: type[Part]) -> None:
    settings = set(part.settings())
    for language in SHIPPED:
        texts = messages(language)
        assert texts[f"workflow-{kind}-{part.key}"] - {"currency"} <= settings
        assert f"workflow-name-{kind}-{part.key}" in texts
        assert {f"workflow-field-{name}" for name in settings} <= texts.keys()


@pytest.mark.parametrize("language", SHIPPED)
def test_a_part_s_texts_are_in_a_file_of_its_own(language: str) -> None:
    folder = ROOT / "bot" / "locales" / language / "workflows"
    found = {(file.parent.name, file.stem): file for file in folder.rglob("*.ftl")}
    assert found.keys() == {(f"{kind}s", part.key) for kind, part in every_part()}
    for (kinds, key), file in found.items():
        assert f"workflow-name-{kinds[:-1]}-{key} = " in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", SHIPPED)
def test_labels_are_as_short_as_discord_wants_them(language: str) -> None:
    files = (ROOT / "bot" / "locales" / language).rglob("*.ftl")
    texts = "\n".join(file.read_text(encoding="utf-8") for file in files)
    labels = re.findall(r"^workflow-field-\S+ = (.+)$", texts, re.MULTILINE)
    assert labels
    assert [label for label in labels if len(label) > LABEL_LENGTH] == []


@parts_there_are
def test_a_form_can_ask_for_every_setting(kind: str, part: type[Part]) -> None:
    known = {"role", "channel", "reward", "goal", "text", "duration", "cron", "url"}
    known |= {"number", "words", "choice", "yes", "parts"}
    assert {setting.kind for setting in settings_of(part)} <= known
    assert {setting.name for setting in settings_of(part)} == set(part.settings())


@parts_there_are
def test_a_part_survives_its_own_json(kind: str, part: type[Part]) -> None:
    valid = part.model_validate(example(part))
    dumped = json.loads(json.dumps(valid.model_dump(mode="json")))
    assert part.model_validate(dumped) == valid
    assert dumped["type"] == part.key


@parts_there_are
def test_nothing_else_is_taken(kind: str, part: type[Part]) -> None:
    with pytest.raises(ValueError, match="extra_forbidden"):
        part.model_validate(example(part) | {"wish": 1})
    with pytest.raises(ValueError, match="literal_error"):
        part.model_validate(example(part) | {"type": "wish"})


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        *(
            pytest.param(kind, example(part), id=f"{kind}-{part.key}")
            for kind, part in every_part()
        ),
        *(
            pytest.param(kind, {"type": key, **settings}, id=f"{kind}-{key}-misread")
            for kind, parts_of_kind in MISREAD.items()
            for key, settings in parts_of_kind.items()
        ),
    ],
)
async def test_a_file_brings_back_what_was_written(
    db: Database, kind: str, settings: dict[str, Any]
) -> None:
    def use_case(session: Session) -> tuple[Definition, str, files.Imported]:
        stock(session)
        definition = Definition.model_validate(whole(kind, settings))
        text = files.write(session, CLUB, "Round: trip", definition)
        return definition, text, files.read(session, CLUB, *yamltext.parse(text.encode()))

    definition, text, read = await db.write(use_case)
    assert read == files.Imported("Round: trip", definition)
    assert str(REWARD) not in text  # names stand for ids of ours
    Draft202012Validator(schema()).validate(yaml.safe_load(text))


def test_the_schema_that_is_committed_is_of_these_parts() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema(), "run: make schema"
    Draft202012Validator.check_schema(schema())


def test_the_page_that_is_committed_is_of_these_parts() -> None:
    page = DOCS / "workflows.md"
    written = runpy.run_path(str(DOCS / "write_workflow_docs.py"))["page"]()
    assert page.read_text(encoding="utf-8") == written, "run: make schema"
    files_shown = re.findall(r"^```yaml\n(version:.*?)^```", written, re.MULTILINE | re.DOTALL)
    assert files_shown
    for text in files_shown:
        Draft202012Validator(schema()).validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    "part",
    [
        {"type": "wait", "duration": "1h", "wish": 1},
        {"duration": "1h"},
        {"type": "wish"},
        {"type": "award_points", "points": 0},
        {"type": "announce", "text": "there is no channel"},
    ],
)
def test_the_schema_refuses_what_is_refused(part: dict[str, Any]) -> None:
    definition = {"version": 1, "name": "x", "trigger": {"type": "user_signup"}, "steps": [part]}
    assert not Draft202012Validator(schema()).is_valid(definition)
    assert Draft202012Validator(schema()).is_valid(
        definition | {"steps": [{"type": "wait", "duration": "1h"}]}
    )


def test_a_key_belongs_to_one_part() -> None:
    with pytest.raises(ValueError, match="two parts"):

        class Again(Trigger, key="user_signup"):
            """Takes a key that is taken."""

    assert parts.triggers()["user_signup"].__name__ == "UserSignup"


def test_webhooks_may_tell_what_the_product_says() -> None:
    by_webhook = {key for key, part in parts.triggers().items() if part.webhook}
    assert by_webhook == {
        *(f"membership_{what}" for what in ("purchased", "renewed", "cancelled", "tier_changed")),
        *("course_enrolled", "course_complete", "lesson_complete", "quiz_passed", "quiz_failed"),
        *("certificate_earned", "custom"),
    }


def test_a_schedule_is_about_nobody() -> None:
    assert [key for key, part in parts.triggers().items() if not part.about_member] == ["schedule"]
    fitting = [key for key, part in parts.steps().items() if not part.about_member]
    assert fitting == ["announce", "wait", "webhook"]


def test_a_step_ends_the_run_unless_it_is_told_to_go_on() -> None:
    assert all(issubclass(part, Step) for part in parts.steps().values())
    wait = {"type": "wait", "duration": "1h"}
    assert parts.steps()["wait"].model_validate(wait).go_on is False
