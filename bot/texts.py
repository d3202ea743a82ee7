"""Every text that people read, in their language.

A text that counts points writes `{ POINTS($amount, $currency) }`. The currency is what a
community calls its points, as it was typed; a text that is not told gets the catalogue's own word.
One that says where in a workflow something is writes `{ PLACE($path, $line) }`; one that says
which of several in a row, `{ ORDINAL($place) }`.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast

from bot.markup import escape

LANGUAGES = ("en", "vi")

_FOLDER = Path(__file__).parent / "locales"


class MissingTextError(Exception):
    """The catalogue lacks a text or something that it needs: a defect of ours."""


def language(discord_locale: str) -> str:
    """Return the language of ours for a locale of Discord's, such as `vi` or `en-GB`."""
    return "vi" if discord_locale == "vi" else "en"


def t(language: str, text_id: str, /, **params: object) -> str:
    """Return a text with its parameters filled in; `MissingTextError` if either lacks something."""
    bundle = _bundle(language)
    if not bundle.has_message(text_id):
        raise MissingTextError(f"{text_id} in {language}")
    pattern = bundle.get_message(text_id).value
    if pattern is None:
        raise MissingTextError(f"{text_id} in {language} is empty")
    given = {"currency": "", **{name: _plain(value) for name, value in params.items()}}
    text, errors = bundle.format_pattern(pattern, given)
    if errors:
        raise MissingTextError(f"{text_id} in {language}: {errors}")
    return str(text)


def load() -> None:
    """Read all texts, which would otherwise happen while the first reader waits."""
    for spoken in LANGUAGES:
        _bundle(spoken)
        catalogue(spoken)


@cache
def catalogue(language: str) -> dict[str, frozenset[str]]:
    """Return the ids of all texts in a language, and the variables of each."""
    texts: dict[str, frozenset[str]] = {}
    for file in sorted((_FOLDER / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Junk):
                raise MissingTextError(f"{file.name} cannot be read at: {entry.content}")
            if isinstance(entry, ast.Message):
                if entry.id.name in texts:
                    raise MissingTextError(f"{file.name} has {entry.id.name} again")
                texts[entry.id.name] = frozenset(_variables(entry))
    return texts


def _variables(node: object) -> set[str]:
    if isinstance(node, ast.VariableReference):
        return {node.id.name}
    if isinstance(node, ast.BaseNode):
        return set().union(*(_variables(part) for part in vars(node).values()))
    if isinstance(node, list):
        return set().union(*(_variables(part) for part in node))
    return set()


@cache
def _bundle(language: str) -> FluentBundle:
    # Isolation marks would end up in what people copy.
    functions = {
        "POINTS": _points(language),
        "PLACE": _place(language),
        "ORDINAL": _ordinal(language),
    }
    bundle = FluentBundle([language], functions=functions, use_isolating=False)
    for file in sorted((_FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def _points(language: str) -> Callable[..., Any]:
    def points(amount: Any, currency: Any = "") -> str:
        if currency:
            return t(language, "common-points-named", amount=amount, currency=escape(currency))
        return t(language, "common-points", amount=amount)

    return points


def _ordinal(language: str) -> Callable[..., Any]:
    form = Locale(language).ordinal_form

    def ordinal(number: Any) -> str:
        return t(language, "common-ordinal", number=number, form=form(int(number)))

    return ordinal


def _place(language: str) -> Callable[..., Any]:
    def place(path: Any, line: Any) -> str:
        if not path:
            whole = "workflow-mistake-line" if line else "workflow-mistake-whole"
            return t(language, whole, line=line)
        if line:
            return t(language, "workflow-mistake-place", path=path, line=line)
        return f"`{path}`"

    return place


def _plain(value: object) -> object:
    """Hand Fluent what it knows: numbers, dates and text; an enumeration's value is its text."""
    if isinstance(value, int | float | date | datetime) and not isinstance(value, bool):
        return value
    return str(value) if value is not None else ""
