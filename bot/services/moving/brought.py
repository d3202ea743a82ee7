"""What a file of another bot says, once it is read: plain values without a database."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

Amount = int | Decimal
"""A number as it stands in a file: it may have parts, be negative, or be infinite."""


class Flaw(enum.StrEnum):
    """Why a line of a file brings nothing."""

    NO_ID = "no_id"  # nobody on Discord, as far as the file knows
    BAD_ID = "bad_id"
    MANGLED_ID = "mangled_id"  # a spreadsheet has rounded it
    BAD_AMOUNT = "bad_amount"
    UNCLEAR_AMOUNT = "unclear_amount"  # 1.234 may be a thousand or one
    TWICE = "twice"


class NotOurs(enum.StrEnum):
    """What an item of another bot's store asks or does that a coupon of ours cannot."""

    ASKS_BALANCE = "asks_balance"
    ASKS_ITEMS = "asks_items"
    ANSWERS = "answers"  # with a text of its own
    TAKES_ROLES = "takes_roles"
    GIVES_MONEY = "gives_money"
    TAKES_MONEY = "takes_money"
    GIVES_ITEMS = "gives_items"
    TAKES_ITEMS = "takes_items"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> "NotOurs":  # noqa: ARG003
        return cls.OTHER


class Feeds(enum.StrEnum):
    """Which wallets a money goes into."""

    BOTH = "both"
    SPEND = "spend"
    EARN = "earn"
    NONE = "none"


@dataclass(frozen=True)
class Money:
    """Something that a bot counts, such as experience or cash, and what it feeds unless told."""

    key: str
    feeds: Feeds = Feeds.BOTH


class Account(NamedTuple):
    """What one line says. `who`: the member's name if the file has it; of nobody known, their id.

    `amounts` has one number for each of the file's moneys. `rounded`: the id ends as if a
    spreadsheet had rounded it, which only somebody known to be a member can disprove.
    """

    who: str
    member_id: int | None
    amounts: tuple[Amount, ...] = ()
    bot: bool = False
    rounded: bool = False
    flaw: Flaw | None = None


@dataclass(frozen=True)
class LevelRole:
    """A role that the other bot gives for a level, and the experience that it takes.

    `estimated`: nothing says how much that is; it is the least that somebody of the level has.
    None: nobody has that level either.
    """

    level: int
    role_id: int
    experience: Amount | None
    estimated: bool


@dataclass(frozen=True)
class StoreItem:
    """Something that the other bot sells. `stock` None: without limit.

    `left_out` names what it does or asks that a coupon of ours cannot.
    """

    name: str
    description: str
    price: Amount
    stock: int | None
    expires_at: str | None = None
    required_roles: tuple[int, ...] = ()
    gives_roles: tuple[int, ...] = ()
    left_out: tuple[NotOurs, ...] = ()


@dataclass(frozen=True)
class Brought:
    """All that some files of one format bring. `identity` is theirs, whatever they are called.

    Accounts are in the order of ids, those without one first: other bots list who has most first,
    and what is written in any other order than ids goes all over the indexes.
    """

    format: str
    moneys: tuple[Money, ...]
    accounts: list[Account] = field(repr=False)
    level_roles: tuple[LevelRole, ...]
    items: tuple[StoreItem, ...]
    identity: str

    @property
    def default_feeds(self) -> Mapping[str, Feeds]:
        """Return what each money feeds unless a manager says otherwise."""
        return {money.key: money.feeds for money in self.moneys}
