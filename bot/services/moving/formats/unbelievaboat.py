"""UnbelievaBoat: cash and bank of members, and the items of its store; paged, or bare lists."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Money, NotOurs, StoreItem
from bot.services.moving.form import Format, Line, list_of, rows_alone, rows_of, text_of
from bot.services.moving.store_items import an_amount, item, role_ids

_OUR_REQUIREMENT, _OUR_ACTION = "ROLE", "ADD_ROLES"
_NOT_OURS = {
    "TOTAL_BALANCE": NotOurs.ASKS_BALANCE,
    "ITEM": NotOurs.ASKS_ITEMS,
    "RESPOND": NotOurs.ANSWERS,
    "REMOVE_ROLES": NotOurs.TAKES_ROLES,
    "ADD_BALANCE": NotOurs.GIVES_MONEY,
    "REMOVE_BALANCE": NotOurs.TAKES_MONEY,
    "ADD_ITEMS": NotOurs.GIVES_ITEMS,
    "REMOVE_ITEMS": NotOurs.TAKES_ITEMS,
}


class UnbelievaBoat(Format, key="unbelievaboat", moneys=(Money("cash"), Money("bank"))):
    """Users, items, or both."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for members with cash and bank, or for items with a price."""
        return _users(document) is not None or _items(document) is not None

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:  # noqa: ARG003
        """Take what each has; their total is the sum of both."""
        for user in _users(document) or ():
            yield Line(user["user_id"], (user["cash"], user["bank"]))

    @classmethod
    def items(cls, document: Any) -> Iterator[StoreItem]:
        """Take what is sold."""
        for sold in _items(document) or ():
            asks = [one for one in list_of(sold.get("requirements")) if isinstance(one, dict)]
            does = [one for one in list_of(sold.get("actions")) if isinstance(one, dict)]
            yield item(
                text_of(sold["name"]),
                text_of(sold.get("description")),
                sold["price"],
                None if sold.get("unlimited_stock") else an_amount(sold.get("stock_remaining")),
                expires_at=text_of(sold.get("expires_at")),
                required_roles=role_ids(asks, _OUR_REQUIREMENT),
                gives_roles=role_ids(does, _OUR_ACTION),
                left_out=[
                    _NOT_OURS.get(str(one.get("type")), NotOurs.OTHER)
                    for one in (*asks, *does)
                    if one.get("type") not in (_OUR_REQUIREMENT, _OUR_ACTION)
                ],
            )


def _users(document: object) -> list[Any] | None:
    wanted = ("user_id", "cash", "bank")
    found = rows_of(document, "users", *wanted)
    return rows_alone(document, *wanted) if found is None else found


def _items(document: object) -> list[Any] | None:
    wanted = ("name", "price")
    found = rows_of(document, "items", *wanted)
    return rows_alone(document, *wanted) if found is None else found
