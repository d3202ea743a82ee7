"""On which terms accounts come in, and what that makes of each: exact, and nothing lost unsaid.

What a member gets in a wallet is the sum of the moneys that feed it, times the rate, rounded down.
Whatever of that does not become a point is a loss with a name, so that for each wallet what the
file has × rate − losses = points.
"""

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from pydantic import BaseModel

from bot.services.errors import InvalidInputError
from bot.services.moving.brought import Account, Amount, Feeds, Flaw, Money
from bot.services.points.ledger import MOST
from db.tables import WalletKind

_RATE = re.compile(
    r"\s*([0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*(?:[/:]\s*([0-9]{1,9}(?:[.,][0-9]{1,9})?))?\s*"
)


Total = int | Fraction | Decimal
"""A sum of amounts; a decimal only where it is infinite."""


class Mode(enum.StrEnum):
    """Whether points are added to what members have, or bring wallets to that number."""

    ADD = "add"
    SET = "set"


class Loss(enum.StrEnum):
    """Why something of a file does not become points; each is counted and listed."""

    NO_ID = "no_id"
    BAD_ID = "bad_id"
    MANGLED_ID = "mangled_id"
    BAD_AMOUNT = "bad_amount"
    UNCLEAR_AMOUNT = "unclear_amount"
    TWICE = "twice"
    BOT = "bot"
    TOO_LARGE = "too_large"
    NEGATIVE = "negative"
    CAPPED = "capped"
    ENDLESS = "endless"  # gets what the cap allows, and the file has no number for it
    FRACTION = "fraction"


LEFT_OUT = frozenset(Loss) - {Loss.NEGATIVE, Loss.CAPPED, Loss.ENDLESS, Loss.FRACTION}
"""The losses of whoever gets nothing at all."""

LISTED = frozenset(Loss) - {Loss.FRACTION}
"""The losses that stand in the file of rejects; parts of points are only summed up."""


class Choices(BaseModel, frozen=True):
    """What a manager says of an import. Moneys that `feeds` does not name feed what they propose.

    `rate` is points for each unit, as it was typed; `cap` the most points for one wallet.
    """

    feeds: dict[str, Feeds] = {}
    rate: str = "1"
    cap: int | None = None
    mode: Mode = Mode.ADD


def checked_rate(typed: str) -> Fraction:
    """Return a rate such as `1/100`, `0.01` or `2`. Raises `InvalidInputError`."""
    found = _RATE.fullmatch(typed)
    if found is not None:
        above, below = (Fraction((part or "1").replace(",", ".")) for part in found.groups())
        if above > 0 and below > 0:
            return above / below
    raise InvalidInputError("rate", "moving-bad-rate")


def checked_cap(value: int | None) -> int | None:
    """Return a cap, in points. Raises `InvalidInputError`."""
    if value is not None and not 1 <= value <= MOST:
        raise InvalidInputError("cap", "moving-bad-cap", most=MOST)
    return value


class Outcome(NamedTuple):
    """What becomes of one account: points for each wallet (None: it is left alone), and losses.

    `asked` is the file's number times the rate, for each wallet; what is infinite counts for
    nothing there. `losses` are in points, for each wallet.
    """

    earn: int | None
    spend: int | None
    asked: tuple[Fraction | int, Fraction | int]
    losses: tuple[tuple[Loss, Fraction | int, Fraction | int], ...] = ()

    @property
    def left_out(self) -> Loss | None:
        """Return why nothing at all comes in; None if something may."""
        if not self.losses:  # as nearly always
            return None
        return next((loss for loss, *_ in self.losses if loss in LEFT_OUT), None)


class Terms:
    """Choices made ready for a file's moneys."""

    def __init__(self, moneys: Sequence[Money], choices: Choices) -> None:
        feeds = [choices.feeds.get(money.key, money.feeds) for money in moneys]
        self.wallets = tuple(
            tuple(at for at, one in enumerate(feeds) if one in (Feeds.BOTH, alone))
            for alone in (Feeds.EARN, Feeds.SPEND)
        )
        self.rate = checked_rate(choices.rate)
        self.cap = checked_cap(choices.cap)
        self.mode = choices.mode

    @property
    def fed(self) -> tuple[WalletKind, ...]:
        """Return the wallets that something comes into."""
        kinds = (WalletKind.EARN, WalletKind.SPEND)
        return tuple(kind for kind, moneys in zip(kinds, self.wallets, strict=True) if moneys)

    def outcome(self, account: Account, *, known: bool) -> Outcome:
        """Return what becomes of an account; `known`: its member has been seen here."""
        earn = self._share(account, self.wallets[0])
        same = self.wallets[0] == self.wallets[1]
        spend = earn if same else self._share(account, self.wallets[1])
        asked = (earn.asked, spend.asked)
        why = self._why_left_out(account, earn, spend, known=known)
        if why is not None:
            return Outcome(None, None, asked, ((why, *asked),))
        if earn.loss is None and spend.loss is None and not earn.rest and not spend.rest:
            return Outcome(earn.points, spend.points, asked)
        losses: dict[Loss, list[Fraction | int]] = {}
        for at, share in enumerate((earn, spend)):
            if share.rest:
                losses.setdefault(Loss.FRACTION, [0, 0])[at] = share.rest
            if share.loss is not None:
                losses.setdefault(share.loss, [0, 0])[at] = share.lost
        listed = tuple((loss, lost[0], lost[1]) for loss, lost in losses.items())
        return Outcome(earn.points, spend.points, asked, listed)

    def _why_left_out(
        self, account: Account, earn: "_Share", spend: "_Share", *, known: bool
    ) -> Loss | None:
        if account.flaw is not None:
            return Loss(account.flaw)
        if account.rounded and not known:
            return Loss(Flaw.MANGLED_ID)
        if account.bot:
            return Loss.BOT
        return Loss.TOO_LARGE if earn.too_large or spend.too_large else None

    def _share(self, account: Account, moneys: tuple[int, ...]) -> "_Share":
        """Return what one wallet gets of an account, and what of it is lost."""
        if not moneys:
            return _Share(None, 0)
        total = _total([account.amounts[at] for at in moneys])
        if isinstance(total, Decimal):
            if total < 0:
                return _Share(0, 0, Loss.NEGATIVE)
            return _Share(self.cap or 0, 0, Loss.ENDLESS, -(self.cap or 0), 0, self.cap is None)
        asked = self._asked(total)
        if total < 0:
            return _Share(0, asked, Loss.NEGATIVE, asked)
        points = asked if isinstance(asked, int) else asked.numerator // asked.denominator
        rest = asked - points
        if self.cap is not None and points > self.cap:
            return _Share(self.cap, asked, Loss.CAPPED, points - self.cap, rest)
        return _Share(points, asked, None, 0, rest, points > MOST)

    def _asked(self, total: int | Fraction) -> Fraction | int:
        above, below = self.rate.numerator, self.rate.denominator
        if isinstance(total, int) and (total * above) % below == 0:
            return total * above // below  # whole numbers, as nearly all are, are a lot faster
        return total * self.rate


class _Share(NamedTuple):
    """What one wallet gets, in points; None: it is not fed. `rest` is lost by rounding down."""

    points: int | None
    asked: Fraction | int
    loss: Loss | None = None
    lost: Fraction | int = 0
    rest: Fraction | int = 0
    too_large: bool = False


def _total(amounts: Sequence[Amount]) -> Total:
    """Add up exactly; decimals would round."""
    if len(amounts) == 1 and isinstance(amounts[0], int):
        return amounts[0]
    endless = [one for one in amounts if isinstance(one, Decimal) and not one.is_finite()]
    if endless:
        return max(endless)
    exact = sum(map(Fraction, amounts), Fraction(0))
    return exact.numerator if exact.denominator == 1 else exact


@dataclass
class Sums:
    """What all accounts come to, for one wallet: exact, in points."""

    asked: Fraction = Fraction(0)
    points: int = 0
    lost: dict[Loss, Fraction] = field(default_factory=dict)

    @property
    def proved(self) -> bool:
        """Return whether what the file has × rate − losses is what comes in."""
        return self.asked - sum(self.lost.values()) == self.points

    def dump(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        lost = {loss.value: str(points) for loss, points in self.lost.items()}
        return {"asked": str(self.asked), "points": self.points, "lost": lost}

    @classmethod
    def load(cls, stored: Mapping[str, Any]) -> "Sums":
        """Return what `dump` gave."""
        lost = {Loss(loss): Fraction(points) for loss, points in stored["lost"].items()}
        return cls(Fraction(stored["asked"]), stored["points"], lost)
