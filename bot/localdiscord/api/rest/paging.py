"""Pagination: `limit`, and `before`, `after` or `around` an id."""

from collections.abc import Iterable

from bot.localdiscord.api.rest.routing import Call
from bot.localdiscord.errors import Problem, invalid

HIGHEST_ID = 2**63 - 1


def page(
    call: Call, ids: Iterable[int], *, usual: int, most: int, newest: bool = False
) -> list[int]:
    """Return the ids of the requested page, ascending.

    `usual` and `most` are the default and the maximum of `limit`. Without `before`, `after` or
    `around`, it is the first page, or with `newest` the last one.

    https://docs.discord.com/developers/reference#snowflake-ids-in-pagination
    """
    size, ordered = size_of(call, usual, most), sorted(ids)
    if "around" in call.query:
        middle = _number(call, "around", 0, HIGHEST_ID)
        earlier = [one for one in ordered if one < middle][-(size // 2) :] if size > 1 else []
        return earlier + [one for one in ordered if one >= middle][: size - len(earlier)]
    if "before" in call.query:
        end = _number(call, "before", 0, HIGHEST_ID)
        return [one for one in ordered if one < end][-size:]
    if "after" in call.query:
        begin = _number(call, "after", 0, HIGHEST_ID)
        return [one for one in ordered if one > begin][:size]
    return ordered[-size:] if newest else ordered[:size]


def size_of(call: Call, usual: int, most: int) -> int:
    """Return the `limit` of a request; refuse one that is out of bounds."""
    return _number(call, "limit", 1, most) if "limit" in call.query else usual


def _number(call: Call, name: str, least: int, most: int) -> int:
    text = call.query[name]
    if not text.isascii() or not text.isdigit():
        kind = "NUMBER_TYPE_COERCE"
        raise invalid([Problem(name, kind, f'Value "{text[:50]}" is not int.')])
    value = int(text[:20])
    if value < least:
        raise invalid([Problem(name, "NUMBER_TYPE_MIN", f"int value should be at least {least}.")])
    if value > most:
        raise invalid([Problem(name, "NUMBER_TYPE_MAX", f"int value should be at most {most}.")])
    return value
