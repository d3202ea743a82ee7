"""Every text that people read, in their language.

A language is a folder of `bot/locales`, named as Discord writes locales: `fr`, `pt-BR`. It holds
Fluent messages, in files of any name and at any depth. What it lacks is read in English.

A text that counts points writes `{ POINTS($amount, $currency) }`. The currency is what a
community calls its points, as it was typed; a text that is not given one says *points*.
One that says where in a workflow something is writes `{ PLACE($path, $line) }`; one that says
which of several in a row, `{ ORDINAL($place) }`; one that names a language, `{ LANGUAGE($code) }`.

`python -m bot texts` says what each language lacks.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, SupportsInt

from babel import Locale, UnknownLocaleError
from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

from bot.markup import escape

ENGLISH = "en"

SHIPPED = (ENGLISH, "vi")
"""The languages that must be complete."""

_PART = re.compile(r"workflow-(?:(?:name-)?(?:trigger|condition|step)|field|choice)-(\w+)")
"""The texts of a workflow's part: what it is called, its phrase, its settings and their choices.

A phrase is a piece of one sentence: "When …, if …, then …." It is given the part's settings: `none`
is one that is not set, `yes` and `no` are what they say.
"""

AMOUNTS = 4_096
"""Amounts of points that a language remembers in words, at most: 2 MB."""

FOLDER = Path(__file__).parent / "locales"


class MissingTextError(Exception):
    """A text is missing, or something that it needs: a defect of ours."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are."""
    return tuple(sorted(folder.name for folder in FOLDER.iterdir() if any(folder.rglob("*.ftl"))))


def language(locale: str) -> str:
    """Return the language that serves a locale of Discord's, such as `vi` or `en-GB`.

    A folder serves the locale of its name. `es` also serves `es-ES` and `es-419` where they have
    none of their own; English serves everything else, a stored language without a folder included.
    Discord's locales: https://docs.discord.com/developers/reference#locales
    """
    known = languages()
    return next((name for name in (locale, locale.partition("-")[0]) if name in known), ENGLISH)


def t(locale: str, text_id: str, /, **params: object) -> str:
    """Return a text with its parameters filled in, or the English one if the language has none.

    If English has none either, a part of a workflow is called by its key in plain words; anything
    else is a `MissingTextError`.
    """
    own = language(locale)
    if own != ENGLISH:
        try:
            return render(own, text_id, params)
        except MissingTextError:
            pass
    try:
        return render(ENGLISH, text_id, params)
    except MissingTextError:
        if part := _PART.fullmatch(text_id):
            return part[1].replace("_", " ")
        raise


def render(language: str, text_id: str, params: dict[str, object]) -> str:
    """Return a text in this language and no other; `MissingTextError` if it has none that works."""
    bundle = _bundle(language)
    if not bundle.has_message(text_id):
        raise MissingTextError(f"{text_id} in {language}")
    pattern = bundle.get_message(text_id).value
    if pattern is None:
        raise MissingTextError(f"{text_id} in {language} is empty")
    values = {"currency": "", **{name: _plain(value) for name, value in params.items()}}
    text, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise MissingTextError(f"{text_id} in {language}: {errors}")
    return str(text)


def load() -> None:
    """Read all texts, which would otherwise happen while the first reader waits."""
    for known in languages():
        _bundle(known)
        messages(known)


@cache
def messages(language: str) -> dict[str, frozenset[str]]:
    """Return the ids of the texts that a language has, and the variables of each."""
    return {
        entry.id.name: frozenset(_variables(entry))
        for resource in _resources(language).values()
        for entry in resource.body
        if isinstance(entry, ast.Message)
    }


def defects(language: str) -> list[str]:
    """Return what is wrong with a language and what it lacks, a line each."""
    english, ours = messages(ENGLISH), messages(language)
    wrong, seen = [], set()
    for name, resource in _resources(language).items():
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                wrong.append(f"{name} cannot be read at: {(entry.content or '').strip()}")
            elif isinstance(entry, ast.Message):
                if entry.id.name in seen:
                    wrong.append(f"{name} has {entry.id.name} again")
                seen.add(entry.id.name)
    for text_id, variables in ours.items():
        if text_id not in english:
            wrong.append(f"{text_id} is not a text of Laurel's")
        unknown = sorted(variables - english.get(text_id, variables))
        wrong += [f"{text_id} is not given ${variable}" for variable in unknown]
    return wrong + [f"{text_id} is missing" for text_id in english if text_id not in ours]


@cache
def _resources(language: str) -> dict[str, ast.Resource]:
    """Return what the files of a language hold, by their names."""
    folder = FOLDER / language
    return {
        file.relative_to(folder).as_posix(): FluentParser().parse(file.read_text(encoding="utf-8"))
        for file in sorted(folder.rglob("*.ftl"))
    }


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
        "LANGUAGE": _language(language),
    }
    bundle = FluentBundle([language], functions=functions, use_isolating=False)
    for resource in _resources(language).values():
        bundle.add_resource(resource)
    return bundle


def _points(language: str) -> Callable[..., Any]:
    @lru_cache(AMOUNTS)  # a card of many names many, and many cards name the same price
    def points(amount: object, currency: object = "") -> str:
        if currency:
            return t(language, "common-points-named", amount=amount, currency=escape(str(currency)))
        return t(language, "common-points", amount=amount)

    return points


def _ordinal(language: str) -> Callable[..., Any]:
    form = Locale.parse(language, sep="-").ordinal_form

    def ordinal(number: SupportsInt) -> str:
        return t(language, "common-ordinal", number=number, form=form(int(number)))

    return ordinal


def _place(language: str) -> Callable[..., Any]:
    def place(path: object, line: object) -> str:
        if not path:
            whole = "workflow-mistake-line" if line else "workflow-mistake-whole"
            return t(language, whole, line=line)
        if line:
            return t(language, "workflow-mistake-place", path=path, line=line)
        return f"`{path}`"

    return place


def _language(language: str) -> Callable[..., Any]:
    reader = Locale.parse(language, sep="-")

    def name(code: object) -> str:
        try:
            return Locale.parse(str(code), sep="-").get_display_name(reader) or str(code)
        except (UnknownLocaleError, ValueError):
            return str(code)

    return name


def _plain(value: object) -> object:
    """Hand Fluent what it knows: numbers, dates and text; an enumeration's value is its text."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, int | float | date | datetime) and not isinstance(value, bool):
        return value
    if isinstance(value, Decimal):  # which Fluent writes without groups, and gives no plural
        return int(value) if value == int(value) else float(value)
    return str(value) if value is not None else ""
