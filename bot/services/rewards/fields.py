"""The fields of a reward: what may be typed into each, and what publishing needs."""

import dataclasses
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.markup import fits, length
from bot.services.actors import RoleFacts
from bot.services.calendar import BadMomentError, bad_date, clock_time, typed_day, typed_moment
from bot.services.errors import InvalidInputError
from bot.services.points import ledger
from bot.services.rewards.image_decoding import Picture
from bot.services.typed import NAME_LENGTH, UNSET, Unset, fold, one_line, tidy, whole_number
from db.tables import Announce, BadgeShape, Reward, RewardKind, RewardState

TEXT_LENGTH = 1000
"""Characters of a description, and of instructions."""

COLOUR_LENGTH = 20
"""Characters that are read of a colour."""

MOST = ledger.MOST
"""Points of a price, units of a stock, and grants to one member."""

MOST_DAYS = 3_650
"""Days for which a role may be bought at once."""

LATEST = date(2999, 12, 31)
"""The last day on which anything may expire."""

_COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


@dataclass(frozen=True)
class Clock:
    """What time it is in a community, and which day."""

    now: datetime
    timezone: str
    today: date


@dataclass(frozen=True, kw_only=True)
class RewardChanges:
    """The fields to change; None, or an empty text, clears one.

    Numbers, dates and moments may come as they were typed: `"1,000"`, `"2025-12-31"`,
    `"2025-12-31 18:00"` by the community's clock, `"3d"` from now. A picture was examined before;
    what is wrong with it may stand in its place, to be told with the rest.
    A coupon delivers a role (for some days, or for good) or a code of a voucher, which may come as
    its name; who sets one of them clears the other.
    """

    name: str | Unset = UNSET
    description: str | Unset | None = UNSET
    instructions: str | Unset | None = UNSET
    cost: int | str | Unset | None = UNSET
    stock: int | str | Unset | None = UNSET
    give_at_most: int | str | Unset | None = UNSET
    member_limit: int | str | Unset | None = UNSET
    expires_on: date | str | Unset | None = UNSET
    required_role_id: int | Unset | None = UNSET
    badge_role: RoleFacts | Unset | None = UNSET
    delivers_role: RoleFacts | Unset | None = UNSET
    delivers_days: int | str | Unset | None = UNSET
    delivers_voucher: int | str | Unset | None = UNSET
    badge_colour: str | Unset | None = UNSET
    badge_shape: str | Unset | None = UNSET
    publish_at: datetime | str | Unset | None = UNSET
    unpublish_at: datetime | str | Unset | None = UNSET
    sale_cost: int | str | Unset | None = UNSET
    sale_until: datetime | str | Unset | None = UNSET
    announce: str | Unset | None = UNSET
    image: Picture | InvalidInputError | Unset | None = UNSET


def read(
    changes: RewardChanges, reward: Reward, clock: Clock
) -> tuple[dict[str, Any], list[InvalidInputError]]:
    """Return the columns to set, and everything that is wrong with the rest.

    A picture stays a `Picture`, under "image".
    """
    reader = _Reader(reward, clock)
    values: dict[str, Any] = {}
    errors = []
    for field in dataclasses.fields(changes):
        value = getattr(changes, field.name)
        if value is UNSET:
            continue
        try:
            values.update(getattr(reader, field.name)(value))
        except InvalidInputError as invalid:
            errors.append(invalid)
    values = _without_past_sale(reward, values, clock.now)
    conflicts = _conflicts(reward, values, clock.now) + _contradictions(changes, reward, values)
    if conflicts:  # the database would refuse them
        values = {name: value for name, value in values.items() if name not in _TOGETHER}
    return values, errors or conflicts


def _contradictions(
    changes: RewardChanges, reward: Reward, values: dict[str, Any]
) -> list[InvalidInputError]:
    """Return which of what is delivered cannot be together."""
    if isinstance(changes.delivers_role, RoleFacts) and isinstance(changes.delivers_voucher, int):
        return [InvalidInputError("delivers_voucher", "reward-delivers-one-thing")]
    role_id = values.get("delivers_role_id", reward.delivers_role_id)
    if values.get("delivers_days") is not None and role_id is None:
        return [InvalidInputError("delivers_days", "reward-days-need-a-role")]
    return []


_TOGETHER = {
    *("cost", "sale_cost", "sale_until", "publish_at", "unpublish_at"),
    *("delivers_role_id", "delivers_days", "delivers_voucher_id", "role_out_of_reach"),
}
"""Columns that must go together."""


def _without_past_sale(reward: Reward, values: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Let a sale that is over stand in the way of no price."""
    over = reward.sale_until is not None and reward.sale_until <= now
    if over and "cost" in values and not values.keys() & {"sale_cost", "sale_until"}:
        return values | {"sale_cost": None, "sale_until": None}
    return values


def _conflicts(reward: Reward, values: dict[str, Any], now: datetime) -> list[InvalidInputError]:
    """Return where fields do not go together, each in the field that mends it."""

    def value(name: str) -> Any:
        return values.get(name, getattr(reward, name))

    errors = []
    begins, ends = value("publish_at"), value("unpublish_at")
    if begins is not None and ends is not None and ends <= begins:
        errors.append(InvalidInputError("unpublish_at", "reward-ends-before-it-begins"))
    cost, sale, until = value("cost"), value("sale_cost"), value("sale_until")
    if sale is None and until is None:
        return errors
    if sale is None:
        errors.append(InvalidInputError("sale_cost", "reward-sale-needs-price"))
    elif until is None or (until <= now and sale != reward.sale_cost):
        errors.append(InvalidInputError("sale_until", "reward-sale-needs-end"))
    elif begins is not None and until <= begins and until != reward.sale_until:
        errors.append(InvalidInputError("sale_until", "reward-sale-before-start"))
    if sale is not None and (cost is None or sale >= cost):
        errors.append(InvalidInputError("sale_cost", "reward-sale-not-cheaper", cost=cost or 0))
    return errors


def missing(reward: Reward, clock: Clock) -> list[InvalidInputError]:
    """Return what a reward lacks to be published."""
    lacks = []
    if reward.kind == RewardKind.COUPON:
        if reward.cost is None:
            lacks.append(InvalidInputError("cost", "reward-cost-needed"))
        if reward.stock is None:
            lacks.append(InvalidInputError("stock", "reward-stock-needed"))
    if reward.expires_on is not None and reward.expires_on < clock.today:
        lacks.append(InvalidInputError("expires_on", "reward-date-needed", date=reward.expires_on))
    if reward.unpublish_at is not None and reward.unpublish_at <= clock.now:
        lacks.append(InvalidInputError("unpublish_at", "reward-end-needed"))
    return lacks


@dataclass(frozen=True)
class _Reader:
    """Has a method for each field, which returns the columns to set or raises the error."""

    reward: Reward
    clock: Clock

    @property
    def _coupon_on_sale(self) -> bool:
        return (self.reward.kind, self.reward.state) == (RewardKind.COUPON, RewardState.PUBLISHED)

    @property
    def _gone(self) -> int:
        """How many units are given, or set aside for raffles."""
        return self.reward.granted + self.reward.set_aside

    def name(self, value: str) -> dict[str, Any]:
        name = one_line(value)
        key = fold(name)
        if not key or not fits(name, NAME_LENGTH):
            raise InvalidInputError("name", "reward-bad-name", most=NAME_LENGTH, given=length(name))
        return {"name": name, "name_key": key}

    def description(self, value: str | None) -> dict[str, Any]:
        return {"description": _text("description", "reward-bad-description", value)}

    def instructions(self, value: str | None) -> dict[str, Any]:
        return {"instructions": _text("instructions", "reward-bad-instructions", value) or None}

    def cost(self, value: int | str | None) -> dict[str, Any]:
        cost = _number("cost", "reward-bad-cost", value, least=1)
        if cost is not None and self.reward.kind != RewardKind.COUPON:
            raise InvalidInputError("cost", "reward-only-coupons-cost")
        if cost is None and self._coupon_on_sale:
            raise InvalidInputError("cost", "reward-cost-needed")
        return {"cost": cost}

    def stock(self, value: int | str | None) -> dict[str, Any]:
        stock = _number("stock", "reward-bad-stock", value, least=0)
        if stock is not None and self.reward.kind == RewardKind.VOUCHER:
            raise InvalidInputError("stock", "reward-codes-are-counted")
        if stock is not None and self.reward.kind == RewardKind.BADGE:
            raise InvalidInputError("stock", "reward-badges-are-unlimited")
        if stock is None and self._coupon_on_sale:
            raise InvalidInputError("stock", "reward-stock-needed")
        if stock is not None and stock < self._gone:
            raise InvalidInputError("stock", "reward-stock-below-given", given=self._gone)
        return {"stock": stock}

    def give_at_most(self, value: int | str | None) -> dict[str, Any]:
        most = _number("give_at_most", "reward-bad-give-at-most", value, least=1)
        if self.reward.kind != RewardKind.VOUCHER:
            if most is None:
                return {}
            raise InvalidInputError("give_at_most", "reward-only-vouchers-give-at-most")
        if most is not None and most < self._gone:
            raise InvalidInputError(
                "give_at_most", "reward-give-at-most-below-given", given=self._gone
            )
        return {"stock": most}

    def member_limit(self, value: int | str | None) -> dict[str, Any]:
        limit = _number("member_limit", "reward-bad-limit", value, least=1)
        if self.reward.kind == RewardKind.BADGE:
            if limit not in (None, 1):
                raise InvalidInputError("member_limit", "reward-one-badge-each")
            limit = 1
        return {"member_limit": limit}

    def expires_on(self, value: date | str | None) -> dict[str, Any]:
        day: date | None = None
        if not isinstance(value, str):
            day = value
        elif value.strip():
            day = typed_day("expires_on", "reward-bad-date", value.strip())
        # A form that is sent again with the old date in it changes nothing about that date.
        if day is not None and day != self.reward.expires_on:
            if day < self.clock.today:
                raise InvalidInputError(
                    "expires_on", "reward-date-past", today=self.clock.today.isoformat()
                )
            if day > LATEST:
                raise InvalidInputError("expires_on", "reward-bad-date")
        return {"expires_on": day}

    def required_role_id(self, value: int | None) -> dict[str, Any]:
        # Of a deleted role nothing is shown, so sending nothing back chooses nothing.
        if value is None and self.reward.required_role_gone:
            return {}
        # The role that everybody holds carries the community's own id, and gates nothing.
        return {"required_role_id": None if value == self.reward.community_id else value}

    def badge_role(self, value: RoleFacts | None) -> dict[str, Any]:
        role_id = None if value is None else value.id
        if value is not None and role_id != self.reward.badge_role_id:
            if self.reward.kind != RewardKind.BADGE:
                raise InvalidInputError("badge_role", "reward-only-badges-carry-roles")
            self._require_giveable("badge_role", value)
        return {"badge_role_id": role_id}

    def delivers_role(self, value: RoleFacts | None) -> dict[str, Any]:
        if value is None:
            return {"delivers_role_id": None, "delivers_days": None, "role_out_of_reach": False}
        if value.id == self.reward.delivers_role_id:
            return {"role_out_of_reach": not value.in_reach}
        self._require_coupon("delivers_role", value, "reward-only-coupons-deliver")
        self._require_giveable("delivers_role", value)
        if not value.in_reach:
            raise InvalidInputError("delivers_role", "reward-role-out-of-reach", role=value.id)
        return {
            "delivers_role_id": value.id,
            "role_out_of_reach": False,
            "delivers_voucher_id": None,
        }

    def delivers_days(self, value: int | str | None) -> dict[str, Any]:
        days = _number("delivers_days", "reward-bad-days", value, least=1, most=MOST_DAYS)
        self._require_coupon("delivers_days", days, "reward-only-coupons-deliver")
        return {"delivers_days": days}

    def delivers_voucher(self, value: int | None) -> dict[str, Any]:
        if value is None:
            return {"delivers_voucher_id": None}
        self._require_coupon("delivers_voucher", value, "reward-only-coupons-deliver")
        if self.reward.set_aside and value != self.reward.delivers_voucher_id:
            # What a raffle has promised are units of it, and codes would not be set aside.
            raise InvalidInputError("delivers_voucher", "reward-in-a-raffle")
        no_role = {"delivers_role_id": None, "delivers_days": None, "role_out_of_reach": False}
        return {"delivers_voucher_id": value} | no_role

    def badge_colour(self, value: str | None) -> dict[str, Any]:
        colour = None
        if typed := (value or "").strip():
            self._require_badge("badge_colour", "reward-only-badges-have-colours")
            found = _COLOUR.fullmatch(typed)
            if found is None:
                raise InvalidInputError("badge_colour", "reward-bad-colour")
            digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
            colour = int(digits, 16)
        return {"badge_colour": colour}

    def badge_shape(self, value: str | None) -> dict[str, Any]:
        if not value:
            return {"badge_shape": None}
        self._require_badge("badge_shape", "reward-only-badges-have-shapes")
        if value not in set(BadgeShape):
            raise InvalidInputError("badge_shape", "reward-bad-shape")
        return {"badge_shape": value}

    def _require_badge(self, field: str, message: str) -> None:
        if self.reward.kind != RewardKind.BADGE:
            raise InvalidInputError(field, message)

    def publish_at(self, value: datetime | str | None) -> dict[str, Any]:
        return self._moment("publish_at", value)

    def unpublish_at(self, value: datetime | str | None) -> dict[str, Any]:
        return self._moment("unpublish_at", value)

    def sale_until(self, value: datetime | str | None) -> dict[str, Any]:
        self._require_coupon("sale_until", value)
        return self._moment("sale_until", value)

    def sale_cost(self, value: int | str | None) -> dict[str, Any]:
        cost = _number("sale_cost", "reward-bad-sale-cost", value, least=1)
        self._require_coupon("sale_cost", cost)
        return {"sale_cost": cost}

    def announce(self, value: str | None) -> dict[str, Any]:
        self._require_coupon("announce", value)
        if value and value not in set(Announce):
            raise InvalidInputError("announce", "reward-bad-announce")
        return {"announce": value or None}

    def _moment(self, field: str, value: datetime | str | None) -> dict[str, Any]:
        present: datetime | None = getattr(self.reward, field)
        if value is None or isinstance(value, datetime):
            return {field: value}
        if not value.strip():
            return {field: None}
        # A form that is sent again with the old time in it changes nothing about that time.
        if present is not None and value.strip() == clock_time(present, self.clock.timezone):
            return {}
        try:
            return {field: typed_moment(value, self.clock.timezone, self.clock.now)}
        except BadMomentError:
            raise bad_date(field, f"reward-bad-{field.replace('_', '-')}", value) from None

    def _require_giveable(self, field: str, role: RoleFacts) -> None:
        """Refuse a role that whoever attaches it could not give by hand, and privileged ones."""
        if role.id == self.reward.community_id:
            raise InvalidInputError(field, "reward-role-everybody")
        if role.managed:
            raise InvalidInputError(field, "reward-role-managed", role=role.id)
        if role.privileged:
            raise InvalidInputError(field, "reward-role-privileged", role=role.id)
        if not role.assignable_by_actor:
            raise InvalidInputError(field, "reward-role-out-of-reach", role=role.id)

    def _require_coupon(
        self, field: str, value: object, message: str = "reward-only-coupons-are-sold"
    ) -> None:
        if value and self.reward.kind != RewardKind.COUPON:
            raise InvalidInputError(field, message)

    def image(self, value: Picture | InvalidInputError | None) -> dict[str, Any]:
        if isinstance(value, InvalidInputError):
            raise value
        return {"image": value}


def _text(field: str, message: str, value: str | None) -> str:
    text = tidy(value or "")
    if len(text) > TEXT_LENGTH:
        raise InvalidInputError(field, message, most=TEXT_LENGTH, given=len(text))
    return text


def _number(
    field: str, message: str, value: int | str | None, *, least: int, most: int = MOST
) -> int | None:
    number = whole_number(value)
    if number is not None and not least <= number <= most:
        raise InvalidInputError(field, message, least=least, most=most)
    return number
