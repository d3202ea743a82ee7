"""Ids and amounts as other programs write them, exactly or not at all."""

import re
from decimal import Decimal, InvalidOperation

from bot.services.actors import written_id
from bot.services.moving.brought import Amount, Flaw

INFINITE = Decimal("Infinity")

_POWER = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_ROUNDED = "000"  # a spreadsheet keeps fifteen digits, and ids have eighteen or nineteen
_LONGEST = 60  # characters of a number
_ENDLESS = 10**_LONGEST
_PLACES = 30  # decimals; what is below is less than any rate can lift to a point

_PLAIN = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_UNCLEAR = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = re.compile(
    r"[+-]?[0-9]{1,3}(([ \u00a0\u202f'][0-9]{3})+|(,[0-9]{3}){2,}|(\.[0-9]{3}){2,})"
)


class FlawError(Exception):
    """A value is not what it should be."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


def whole(text: str) -> Amount:
    """Return a whole number of a JSON file; what nobody could have counted is infinite."""
    return int(text) if len(text) <= _LONGEST else _endless(text)


def fraction(text: str) -> Amount:
    """Return a number with parts of a JSON file, as it is written."""
    if len(text) > 10 * _LONGEST:
        return INFINITE
    return _bounded(Decimal(text))


def constant(text: str) -> Amount | None:
    """Return what JavaScript writes in place of a number; None for what is none."""
    return None if text == "NaN" else _endless(text)


def _endless(text: str) -> Decimal:
    return -INFINITE if text.startswith("-") else INFINITE


def _bounded(value: Decimal) -> Amount:
    """Keep a number from being spelled out with a billion digits."""
    if not value.is_finite():
        return value
    if value.adjusted() > _LONGEST:
        return -INFINITE if value < 0 else INFINITE
    if value.adjusted() < -_PLACES:
        return 0
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_PLACES:
        return value.quantize(Decimal(1).scaleb(-_PLACES), rounding="ROUND_DOWN")
    return value


def member_id(value: object) -> tuple[int, bool]:
    """Return a Discord id, and whether it ends as if a spreadsheet had rounded it.

    What JSON holds as a text was never a number, so nothing can have rounded it. Raises
    `FlawError`.
    """
    if value is None or value == "":
        raise FlawError(Flaw.NO_ID)
    if isinstance(value, Decimal):
        raise FlawError(Flaw.MANGLED_ID)
    if isinstance(value, int) and not isinstance(value, bool):
        found, _ = member_id(str(value))
        return found, str(value).endswith(_ROUNDED)
    if not isinstance(value, str):
        raise FlawError(Flaw.BAD_ID)
    text = value.strip()
    if _POWER.fullmatch(text):
        raise FlawError(Flaw.MANGLED_ID)
    written = written_id(text)
    if written is None:
        raise FlawError(Flaw.BAD_ID)
    return written, False


def typed_id(cell: object) -> tuple[int, bool]:
    """Return a Discord id of a table, which a spreadsheet may have rounded."""
    found, _ = member_id(cell)
    return found, str(found).endswith(_ROUNDED)


def amount(value: object) -> Amount:
    """Return an amount. Raises `FlawError`; what is missing is not an amount."""
    if isinstance(value, bool):
        raise FlawError(Flaw.BAD_AMOUNT)
    if isinstance(value, int):
        return value if abs(value) < _ENDLESS else (INFINITE if value > 0 else -INFINITE)
    if isinstance(value, Decimal):
        if value.is_nan():
            raise FlawError(Flaw.BAD_AMOUNT)
        return value
    if isinstance(value, str):
        return _typed_amount(value.strip())
    raise FlawError(Flaw.BAD_AMOUNT)


def _typed_amount(text: str) -> Amount:
    if text.lstrip("+-").casefold() in ("infinity", "inf", "∞"):
        return _endless(text)
    if len(text) > _LONGEST:
        raise FlawError(Flaw.BAD_AMOUNT)
    if _UNCLEAR.fullmatch(text):
        raise FlawError(Flaw.UNCLEAR_AMOUNT)
    if _GROUPED.fullmatch(text):
        return int(re.sub(r"[^0-9+-]", "", text))
    if _PLAIN.fullmatch(text):
        exact = Decimal(text.replace(",", "."))
        return int(exact) if exact == exact.to_integral_value() else exact
    if _POWER.fullmatch(text.lstrip("+-")):
        try:
            return _bounded(Decimal(text.replace(",", ".")))
        except InvalidOperation:
            raise FlawError(Flaw.BAD_AMOUNT) from None
    raise FlawError(Flaw.BAD_AMOUNT)
