"""Checks of single fields, with the error names and messages that Discord answers with."""

from collections.abc import Collection, Sequence

from bot.localdiscord.errors import Problem
from bot.localdiscord.wire import Json


def required(path: str) -> Problem:
    """Return the problem that something is missing."""
    return Problem(path, "BASE_TYPE_REQUIRED", "This field is required")


def choices(path: str, allowed: Collection[object]) -> Problem:
    """Return the problem that a value is none of those allowed."""
    shown = ", ".join(sorted(str(value) for value in allowed))
    return Problem(path, "BASE_TYPE_CHOICES", f"Value must be one of ({shown}).")


def text_problems(
    body: Json, key: str, path: str, *, least: int = 0, most: int, needed: bool = False
) -> list[Problem]:
    """Check the length of a text."""
    value = body.get(key)
    field_path = f"{path}{key}"
    if value is None or (value == "" and not least):
        return [required(field_path)] if needed else []
    if not isinstance(value, str):
        return [Problem(field_path, "STRING_TYPE_CONVERT", "Could not interpret as string.")]
    if not least <= len(value) <= most:
        if least:
            message = f"Must be between {least} and {most} in length."
        else:
            message = f"Must be {most} or fewer in length."
        return [Problem(field_path, "BASE_TYPE_BAD_LENGTH", message)]
    return []


def count_problems(
    items: Sequence[object], path: str, *, least: int = 0, most: int
) -> list[Problem]:
    """Check the number of items."""
    if least <= len(items) <= most:
        return []
    message = f"Must be between {least} and {most} in length."
    return [Problem(path, "BASE_TYPE_BAD_LENGTH", message)]


def range_problems(body: Json, key: str, path: str, *, least: float, most: float) -> list[Problem]:
    """Check that a number, if given, lies between two bounds."""
    value = body.get(key)
    if value is None or (isinstance(value, int | float) and least <= value <= most):
        return []
    message = f"int value should be between {least} and {most}."
    return [Problem(f"{path}{key}", "NUMBER_TYPE_RANGE", message)]


def duplicates(values: Sequence[object]) -> set[int]:
    """Return the positions of values that occur before."""
    seen: set[object] = set()
    again = set()
    for position, value in enumerate(values):
        if value in seen:
            again.add(position)
        seen.add(value)
    return again
