"""Validation errors of a definition: where something is wrong, with a text of ours."""

import re
from collections.abc import Mapping
from datetime import timedelta
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.services.errors import InvalidInputError
from bot.services.typed import duration_text

Path = tuple[str | int, ...]
Lines = Mapping[Path, int]

_TEXTS = {
    "missing": "workflow-mistake-missing",
    "extra_forbidden": "workflow-mistake-unknown-setting",
    "union_tag_invalid": "workflow-mistake-unknown-type",
    "union_tag_not_found": "workflow-mistake-no-type",
    "greater_than_equal": "workflow-mistake-too-little",
    "less_than_equal": "workflow-mistake-too-much",
    "string_too_short": "workflow-mistake-missing",
    "string_too_long": "workflow-mistake-too-long",
    "too_short": "workflow-mistake-too-few",
    "too_long": "workflow-mistake-too-many",
    "int_parsing": "workflow-mistake-no-number",
    "int_from_float": "workflow-mistake-no-number",
    "int_type": "workflow-mistake-no-number",
    "bool_parsing": "workflow-mistake-yes-or-no",
    "bool_type": "workflow-mistake-yes-or-no",
    "literal_error": "workflow-mistake-no-choice",
}
"""Our text for each kind of error that pydantic finds; others are merely wrong."""

_ELSE = "workflow-mistake-value"

_LONGEST = 100
"""Characters of what somebody wrote in a path."""

_MOST_ERRORS = 100
"""Errors of one file that are explained; a card shows fewer."""

_CHOICES = 3
"""How many of what was perhaps meant are named."""


def error_at(
    path: Path, text: str, lines: Lines | None = None, **params: object
) -> InvalidInputError:
    """Return what is wrong at a place. `lines` are those of the file that it is written in."""
    shown = ".".join(str(name) for name in path).replace("`", "")[:_LONGEST]
    return InvalidInputError(shown, text, path=shown, line=_line(path, lines or {}), **params)


def errors_from(
    error: ValidationError, data: object, lines: Lines | None = None
) -> list[InvalidInputError]:
    """Return everything that pydantic found to be wrong with data."""
    found = error.errors(include_url=False, include_input=False)[:_MOST_ERRORS]
    return [_error_from(details, data, lines) for details in found]


def _error_from(details: ErrorDetails, data: object, lines: Lines | None) -> InvalidInputError:
    kind, context = details["type"], details.get("ctx", {})
    path = _path(details["loc"], data, missing=kind == "missing")
    if kind.startswith("union_tag"):
        path += ("type",)
    text = kind if kind.startswith("workflow-") else _TEXTS.get(kind, _ELSE)
    written = str(context.get("tag", context.get("given", "")))[:_LONGEST]
    choices = re.findall(r"'([^']*)'", context.get("expected_tags", context.get("expected", "")))
    params = {
        "least": _plain(context.get("ge", context.get("min_length"))),
        "most": _plain(context.get("le", context.get("max_length"))),
        "given": written,
        "known": context.get("known"),
        "choices": ", ".join(get_close_matches(written, choices, _CHOICES, 0.0) or choices),
    }
    return error_at(path, text, lines, **params)


def _path(location: Path, data: Any, *, missing: bool) -> Path:
    """Leave out of pydantic's path what is not in the data: the types of parts."""
    path: list[str | int] = []
    for name in location:
        inside = range(len(data)) if isinstance(data, list) else data
        if isinstance(inside, Mapping | range) and name in inside:
            data = data[name]
            path.append(name)
    return (*path, location[-1]) if missing else tuple(path)


def _line(path: Path, lines: Lines) -> int:
    """Return the line of a place, or of what it would be in; 0 where there are no lines."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0


def _plain(limit: object) -> object:
    return duration_text(limit) if isinstance(limit, timedelta) else limit
