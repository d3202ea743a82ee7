"""The texts against the code: nothing is missing or left over, and all can be said."""

import ast
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from discord import Locale

from bot import texts
from bot.texts import (
    SHIPPED,
    MissingTextError,
    defects,
    language,
    languages,
    messages,
    render,
    t,
)

ROOT = Path(__file__).parents[1]

# Where calls name a text: the position of its id.
NAMED_AT = {
    "t": 1,
    "say": 0,
    "_says": 0,
    "_refers": 0,
    "_lacks": 0,
    "Finding": 1,
    "CannotStartError": 0,
    "InvalidInputError": 1,
    "bad_date": 1,
    "typed_day": 1,
    "notify_managers": 2,
}

# What calls fill in by keyword; the others hand it over in another way.
FILLED_BY_KEYWORD = {
    *("t", "say", "InvalidInputError", "bad_date", "CannotStartError", "notify_managers")
}

ADDED_BY_ITSELF = {"currency"}


@cache
def sources() -> dict[Path, ast.Module]:
    files = [*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")]
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    for file, tree in sources().items():
        for node in ast.walk(tree):
            yield file, node


def called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):  # as in `deliveries.notify_managers`
        return call.func.attr if call.func.attr == "notify_managers" else ""
    return call.func.id if isinstance(call.func, ast.Name) else ""


def constant(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def named_texts() -> Iterator[tuple[str, str]]:
    """Every id that the code names where only an id can stand."""
    for file, node in nodes():
        where = f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call):
            position = NAMED_AT.get(called(node))
            if position is not None and len(node.args) > position:
                found = constant(node.args[position])
                if found is not None:
                    yield where, found
            if called(node).endswith("Field"):
                for keyword in node.keywords:
                    found = constant(keyword.value)
                    if keyword.arg in {"label", "hint"} and found:
                        yield where, found
        if isinstance(node, ast.ClassDef):
            for name in ("message", "title"):
                found = class_constant(node, name)
                if found is not None and kind_of(node) is not None:
                    yield where, found


def kind_of(node: ast.ClassDef) -> str | None:
    bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
    return next((base for base in bases if base == "Form" or base.endswith("Error")), None)


def class_constant(node: ast.ClassDef, name: str) -> str | None:
    for line in node.body:
        if (
            isinstance(line, ast.Assign)
            and isinstance(line.targets[0], ast.Name)
            and line.targets[0].id == name
        ):
            return constant(line.value)
    return None


def test_both_languages_say_the_same_things() -> None:
    english, vietnamese = (messages(language) for language in SHIPPED)
    assert english.keys() == vietnamese.keys()
    assert {text: english[text] ^ vietnamese[text] for text in english} == dict.fromkeys(
        english, frozenset()
    )


@pytest.mark.parametrize("shipped", SHIPPED)
def test_what_is_shipped_lacks_nothing(shipped: str) -> None:
    assert defects(shipped) == []


def test_every_text_that_the_code_names_exists() -> None:
    missing = [(where, name) for where, name in named_texts() if name not in messages("en")]
    assert missing == []


def test_a_field_that_counts_further_than_its_rule_says_how_much_it_takes() -> None:
    """An emoji of a server is one character of a name, and many of what is typed."""
    asked = [
        {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
        for _, node in nodes()
        if isinstance(node, ast.Call) and called(node) == "TextField"
    ]
    roomy = [one for one in asked if one.get("most", "").startswith("room(")]
    assert len(roomy) >= 4
    assert [one for one in roomy if "hint" not in one] == []


def test_no_text_is_left_over() -> None:
    whole: set[str] = set()
    beginnings: set[str] = set()
    for _, node in nodes():
        found = constant(node)
        if found is not None:
            (beginnings if found.endswith("-") else whole).add(found)
    composed = tuple(beginning for beginning in beginnings if len(beginning) > 1)
    left_over = [
        text
        for text in messages("en")
        if text not in whole
        and not (composed and text.startswith(composed))
        and not text.startswith("command-")  # see tests/cogs/test_texts.py
    ]
    assert left_over == []


def test_every_text_is_given_what_it_needs() -> None:
    lacking = []
    errors = {
        node.name: message
        for _, node in nodes()
        if isinstance(node, ast.ClassDef)
        and (message := class_constant(node, "message"))
        and not any(
            isinstance(line, ast.FunctionDef) and line.name == "__init__" for line in node.body
        )
    }
    for file, node in nodes():
        if not isinstance(node, ast.Call) or any(keyword.arg is None for keyword in node.keywords):
            continue
        name = called(node)
        if name in FILLED_BY_KEYWORD and len(node.args) > NAMED_AT[name]:
            text = constant(node.args[NAMED_AT[name]])
        else:
            text = errors.get(name)
        if text is not None:
            given = {keyword.arg for keyword in node.keywords}
            needed = messages("en").get(text, frozenset()) - ADDED_BY_ITSELF
            if needed - given:
                lacking.append((f"{file.relative_to(ROOT)}:{node.lineno}", text, needed - given))
    assert lacking == []


@pytest.mark.parametrize("spoken", SHIPPED)
def test_every_text_can_be_said(spoken: str) -> None:
    for text, variables in messages(spoken).items():
        for currency in ({"currency": ""}, {"currency": "stars"}):
            given: dict[str, object] = dict.fromkeys(variables, 2)
            try:
                line = render(spoken, text, given | currency)
            except MissingTextError:
                given = {name: date(2025, 6, 2) for name in variables}
                line = render(spoken, text, given | currency)
            assert line.strip()
            assert "{$" not in line  # how Fluent shows what it could not fill in


def test_numbers_dates_and_points_follow_the_language() -> None:
    assert t("en", "ui-points", amount=1) == "1 point"
    assert t("en", "ui-points", amount=1200) == "1,200 points"
    assert t("vi", "ui-points", amount=1200) == "1.200 điểm"
    assert t("en", "ui-points", amount=3, currency="stars") == "3 stars"
    assert t("en", "moving-make-tiers", count=Decimal(1)) == t("en", "moving-make-tiers", count=1)
    assert "1,200" in t("en", "moving-more", count=Decimal(1200))
    assert "June 2, 2025" in t("en", "ui-good-until", day=date(2025, 6, 2))
    assert "2 tháng 6, 2025" in t("vi", "ui-good-until", day=date(2025, 6, 2))


@pytest.mark.parametrize(
    ("other", "word"),
    [
        (r"phiếu(?! quà)", "phiếu quà"),
        (r"gói thành viên|tư cách thành viên", "gói hội viên"),
        (r"cảm xúc", "biểu cảm"),
        (r"lời gọi", "lệnh gọi"),
        (r"tập tin", "tệp"),
        (r"đóng tài khoản", "đóng ví"),
    ],
)
def test_vietnamese_has_one_word_for_each_thing(other: str, word: str) -> None:
    files = sorted((ROOT / "bot/locales/vi").rglob("*.ftl"))
    texts = "".join(file.read_text(encoding="utf-8") for file in files).casefold()
    assert re.findall(other, texts) == []
    assert word in texts


def test_what_is_missing_is_a_mistake_of_ours() -> None:
    with pytest.raises(MissingTextError):
        t("en", "there-is-no-such-text")
    with pytest.raises(MissingTextError):
        t("en", "ui-page", page=1)


@pytest.mark.parametrize(
    "text", ["condition-streak_on", "name-step-streak_on", "field-streak_on", "choice-streak_on"]
)
@pytest.mark.parametrize("spoken", SHIPPED)
def test_a_part_without_texts_is_called_by_its_key(spoken: str, text: str) -> None:
    assert t(spoken, f"workflow-{text}", days=2) == "streak on"


def test_a_part_that_cannot_be_said_is_called_by_its_key() -> None:
    assert t("en", "workflow-step-wait") == "wait"


def test_languages_of_discord() -> None:
    assert [language(name) for name in ("vi", "en-US", "en-GB")] == ["vi", "en", "en"]


HALF_A_LANGUAGE = """
common-points = { $amount ->
    [one] { $amount } point
   *[other] { $amount } points
}
common-ordinal = { $form ->
    [one] { $number }er
   *[other] { $number }e
}
ui-points = { POINTS($amount, $currency) }
ui-previous = Précédent
ui-next = Suivant
ui-page = Page { $page } sur { $pages }
ui-good-until = valable jusqu’au { DATETIME($day, dateStyle: "long") }
ui-unlimited = { $oops }
store-title = Boutique
command-store = Voir les récompenses
"""

IN_A_FOLDER_BELOW = """
workflow-trigger-wish = un membre fait un vœu
ui-next = Encore
junk
"""


@contextmanager
def more_languages(folder: Path) -> Iterator[Path]:
    """Add languages to those that Laurel ships: put them into the folder that this returns."""
    read = (texts.languages, texts.messages, texts._resources, texts._bundle)
    for shipped in SHIPPED:
        shutil.copytree(texts.FOLDER / shipped, folder / "locales" / shipped)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "FOLDER", folder / "locales")
        for each in read:
            each.cache_clear()
        yield texts.FOLDER
    for each in read:
        each.cache_clear()


@pytest.fixture(scope="class")
def french(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A few texts of a third language, some of them wrong."""
    with more_languages(tmp_path_factory.mktemp("french")) as locales:
        (locales / "fr" / "below").mkdir(parents=True)
        (locales / "fr" / "all.ftl").write_text(HALF_A_LANGUAGE, encoding="utf-8")
        (locales / "fr" / "below" / "more.ftl").write_text(IN_A_FOLDER_BELOW, encoding="utf-8")
        (locales / "not-a-language").mkdir()
        yield


def test_every_locale_of_discord_s_can_be_a_folder(tmp_path: Path) -> None:
    others = {locale.value for locale in Locale} - set(SHIPPED)
    with more_languages(tmp_path) as locales:
        for name in others:
            (locales / name).mkdir()
            (locales / name / "half.ftl").write_text(HALF_A_LANGUAGE, encoding="utf-8")
        for name in others:
            assert language(name) == name
            assert render(name, "common-ordinal", {"number": 2, "form": "other"}) == "2e"
            assert render(name, "ui-points", {"amount": 1_200})
            assert render(name, "ui-good-until", {"day": date(2025, 6, 2)})
            for reader in SHIPPED:
                assert t(reader, "settings-admin-language-name", value=name) != name


@pytest.mark.usefixtures("french")
class TestHalfALanguage:
    def test_a_folder_is_a_language(self) -> None:
        assert languages() == ("en", "fr", "vi")
        locales = ("fr", "fr-CA", "en-GB", "de")
        assert [language(name) for name in locales] == ["fr", "fr", "en", "en"]

    def test_what_it_has_follows_its_own_rules(self) -> None:
        assert t("fr", "store-title") == "Boutique"
        assert t("fr", "ui-points", amount=0) == "0 point"
        assert t("fr", "ui-points", amount=1_200) == "1\u202f200 points"
        assert t("fr", "ui-good-until", day=date(2025, 6, 2)) == "valable jusqu’au 2 juin 2025"

    def test_what_it_lacks_is_english(self) -> None:
        assert t("fr", "ui-nothing-changed") == t("en", "ui-nothing-changed")
        assert t("fr", "ui-left", units=1) == "1 left"
        assert t("fr", "ui-points", amount=2, currency="stars") == "2 stars"

    def test_a_text_that_cannot_be_said_is_english(self) -> None:
        assert t("fr", "ui-unlimited") == "unlimited"

    def test_what_is_wrong_with_it_is_said(self) -> None:
        found = defects("fr")
        assert found[:4] == [
            "below/more.ftl has ui-next again",
            "below/more.ftl cannot be read at: junk",
            "ui-unlimited is not given $oops",
            "workflow-trigger-wish is not a text of Laurel's",
        ]
        assert set(found[4:]) == {
            f"{text} is missing" for text in messages("en").keys() - messages("fr").keys()
        }
        assert defects("vi") == []


def test_vietnamese_moments_bring_their_own_preposition() -> None:
    """Discord writes “lúc 20:54 1 tháng 12, 2026”: “lúc” before it would be said twice."""
    files = (texts.FOLDER / "vi").glob("*.ftl")
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if re.search(r"lúc (\{ \$|<t:)", line)] == []


def test_a_language_that_is_gone_is_english() -> None:
    assert t("gone", "store-title") == t("en", "store-title")


@pytest.mark.parametrize(
    ("path", "line", "start"),
    [
        ("steps.0", 3, "line 3, `steps.0`: this is here twice"),
        ("steps.0", 0, "`steps.0`: this is here twice"),
        ("", 3, "line 3: this is here twice"),
        ("", 0, "the workflow: this is here twice"),
    ],
)
def test_a_place_names_what_is_known_of_it(path: str, line: int, start: str) -> None:
    assert t("en", "workflow-mistake-twice", path=path, line=line).startswith(start)


@pytest.mark.parametrize(
    ("reader", "names"),
    [("en", ["English", "Vietnamese", "French"]), ("vi", ["Tiếng Anh", "Tiếng Việt"])],
)
def test_languages_have_names(reader: str, names: list[str]) -> None:
    codes = ["en", "vi", "fr"]
    named = [t(reader, "settings-admin-language-name", value=code) for code in codes]
    assert named[: len(names)] == names
