"""What other bots sell, made plain."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.services.moving import numbers
from bot.services.moving.brought import Amount, NotOurs, StoreItem
from bot.services.moving.form import list_of
from bot.services.moving.numbers import FlawError
from bot.services.typed import one_line, tidy


def item(
    name: str | None,
    description: str | None,
    price: object,
    stock: Amount | None,
    *,
    expires_at: str | None,
    required_roles: tuple[int, ...],
    gives_roles: tuple[int, ...],
    left_out: Iterable[NotOurs],
) -> StoreItem:
    """Return an item; what has no readable price costs nothing there."""
    return StoreItem(
        one_line(name or ""),
        tidy(description or ""),
        an_amount(price) or 0,
        None if stock is None or stock == numbers.INFINITE else int(max(0, stock)),
        expires_at,
        required_roles,
        gives_roles,
        tuple(dict.fromkeys(left_out)),
    )


def an_amount(value: object) -> Amount | None:
    """Return a number that may stand as a text; None where there is none."""
    try:
        return numbers.amount(value)
    except FlawError:
        return None


def role_ids(parts: Iterable[Mapping[str, Any]], kind: str) -> tuple[int, ...]:
    """Return the roles that parts of a kind name, each once."""
    found: dict[int, None] = {}
    for part in parts:
        if part.get("type") != kind:
            continue
        for value in list_of(part.get("ids")):
            role = a_role(value)
            if role is not None:
                found[role] = None
    return tuple(found)


def a_role(value: object) -> int | None:
    """Return a role's id; None for what is none."""
    try:
        return numbers.member_id(value)[0]
    except FlawError:
        return None
