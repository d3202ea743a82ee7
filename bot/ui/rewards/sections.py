"""The sections of a reward's forms, and what was given to them.

Fields are called as the rules call them, so that an error tells which section mends it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.markup import room
from bot.services import typed
from bot.services.calendar import clock_time
from bot.services.errors import InvalidFormError, InvalidInputError
from bot.services.rewards import fields, images
from bot.services.rewards.details import RewardDetails
from bot.services.rewards.fields import RewardChanges
from bot.services.rewards.image_decoding import Picture
from bot.services.rewards.looks import colour_text
from bot.ui.core.base import Interaction, host, person
from bot.ui.core.fields import ChoiceField, Field, FileField, RoleField, TextField
from bot.ui.core.forms import Sent
from bot.ui.permissions.roles import role_facts
from db.tables import Announce, BadgeShape, RewardKind

_NAME = TextField(
    name="name",
    label="rewards-field-name",
    hint="ui-hint-name",
    most=room(typed.NAME_LENGTH),
    required=True,
)
_DESCRIPTION = TextField(
    name="description",
    label="rewards-field-description",
    hint="rewards-hint-description",
    most=fields.TEXT_LENGTH,
    long=True,
)
_INSTRUCTIONS = TextField(
    name="instructions",
    label="rewards-field-instructions",
    hint="rewards-hint-instructions",
    most=fields.TEXT_LENGTH,
    long=True,
)
_BADGE_ROLE = RoleField(
    name="badge_role", label="rewards-field-badge-role", hint="rewards-hint-badge-role"
)
_DELIVERS = (
    RoleField(
        name="delivers_role",
        label="rewards-field-delivers-role",
        hint="rewards-hint-delivers-role",
    ),
    TextField(
        name="delivers_days",
        label="rewards-field-delivers-days",
        hint="rewards-hint-delivers-days",
        most=20,
    ),
    TextField(
        name="delivers_voucher",
        label="rewards-field-delivers-voucher",
        hint="rewards-hint-delivers-voucher",
        most=room(typed.NAME_LENGTH),
    ),
)
_COST = TextField(name="cost", label="rewards-field-cost", hint="rewards-hint-cost", most=20)
_STOCK = TextField(name="stock", label="rewards-field-stock", hint="rewards-hint-stock", most=20)
_GIVE_AT_MOST = TextField(
    name="give_at_most",
    label="rewards-field-give-at-most",
    hint="rewards-hint-give-at-most",
    most=20,
)
_SALE_COST = TextField(
    name="sale_cost", label="rewards-field-sale-cost", hint="rewards-hint-sale-cost", most=20
)
_SALE_UNTIL = TextField(
    name="sale_until", label="rewards-field-sale-until", hint="rewards-hint-sale-until", most=40
)
_PUBLISH_AT = TextField(
    name="publish_at", label="rewards-field-publish-at", hint="rewards-hint-publish-at", most=40
)
_UNPUBLISH_AT = TextField(
    name="unpublish_at",
    label="rewards-field-unpublish-at",
    hint="rewards-hint-unpublish-at",
    most=40,
)
_ANNOUNCE = ChoiceField(
    name="announce",
    label="rewards-field-announce",
    hint="rewards-hint-announce",
    choices=tuple((str(one), f"rewards-announce-{one}") for one in Announce),
)
_EXPIRY = TextField(
    name="expires_on", label="rewards-field-expiry", hint="rewards-hint-expiry", most=20
)
_LIMIT = TextField(
    name="member_limit", label="rewards-field-limit", hint="rewards-hint-limit", most=20
)
_REQUIRED_ROLE = RoleField(
    name="required_role_id",
    label="rewards-field-required-role",
    hint="rewards-hint-required-role",
)
_PICTURE = FileField(
    name="image",
    label="rewards-field-picture",
    hint="rewards-hint-picture",
    most=images.MOST_BYTES,
)
_COLOUR = TextField(
    name="badge_colour",
    label="rewards-field-colour",
    hint="rewards-hint-colour",
    most=fields.COLOUR_LENGTH,
)
_SHAPE = ChoiceField(
    name="badge_shape",
    label="rewards-field-shape",
    hint="rewards-hint-shape",
    choices=tuple((str(shape), f"rewards-shape-{shape}") for shape in BadgeShape),
)


@dataclass(frozen=True)
class Section:
    """Some fields that are asked for together; `title` names the form and its button."""

    name: str
    title: str
    fields: Sequence[Field]


def _sections(
    basics: Sequence[Field],
    price: Sequence[Field],
    limits: Sequence[Field],
    picture: Sequence[Field] = (_PICTURE,),
    times: Sequence[Field] = (_PUBLISH_AT, _UNPUBLISH_AT),
    delivers: Sequence[Field] = (),
) -> tuple[Section, ...]:
    found = (
        Section("basics", "rewards-section-basics", basics),
        Section("price", "rewards-section-price", price),
        Section("limits", "rewards-section-limits", limits),
        Section("picture", "rewards-section-picture", picture),
        Section("times", "rewards-section-times", times),
        Section("delivers", "rewards-section-delivers", delivers),
    )
    return tuple(section for section in found if section.fields)


SECTIONS: dict[RewardKind, tuple[Section, ...]] = {
    RewardKind.BADGE: _sections(
        (_NAME, _DESCRIPTION, _INSTRUCTIONS, _BADGE_ROLE),
        (),
        (_EXPIRY, _REQUIRED_ROLE),
        (_PICTURE, _COLOUR, _SHAPE),
    ),
    RewardKind.VOUCHER: _sections(
        (_NAME, _DESCRIPTION, _INSTRUCTIONS),
        (),
        (_EXPIRY, _GIVE_AT_MOST, _LIMIT, _REQUIRED_ROLE),
    ),
    RewardKind.COUPON: _sections(
        (_NAME, _DESCRIPTION, _INSTRUCTIONS),
        (_COST, _STOCK, _SALE_COST, _SALE_UNTIL),
        (_EXPIRY, _LIMIT, _REQUIRED_ROLE),
        times=(_PUBLISH_AT, _UNPUBLISH_AT, _ANNOUNCE),
        delivers=_DELIVERS,
    ),
}
"""What each kind of reward can be asked for. The first section is the one that names it."""


def errors_in(error: Exception) -> list[InvalidInputError]:
    """Return what is wrong with what was given; nothing for an error of another kind."""
    if isinstance(error, InvalidFormError):
        return error.errors
    return [error] if isinstance(error, InvalidInputError) else []


def section_of(kind: RewardKind, errors: Sequence[InvalidInputError]) -> int:
    """Return the first section in which any of the errors can be mended, else the first."""
    wrong = {invalid.field for invalid in errors}
    for number, section in enumerate(SECTIONS[kind]):
        if any(asked.name in wrong for asked in section.fields):
            return number
    return 0


def mendable(kind: RewardKind, sent: Sent, errors: Sequence[InvalidInputError]) -> Sent:
    """Return what is worth keeping: without a bad picture, and what this kind never has."""
    asked = {field.name for section in SECTIONS[kind] for field in section.fields}
    bad_picture = any(invalid.field == _PICTURE.name for invalid in errors)
    return replace(
        sent,
        values={name: value for name, value in sent.values.items() if name in asked},
        file=None if bad_picture else sent.file,
    )


def values_of(reward: RewardDetails, section: Section) -> dict[str, Any]:
    """Return what a section is filled in with."""
    moments = {
        "publish_at": reward.publish_at,
        "unpublish_at": reward.unpublish_at,
        "sale_until": reward.sale_until,
    }
    present: dict[str, Any] = {
        **{
            name: clock_time(moment, reward.timezone) if moment else None
            for name, moment in moments.items()
        },
        "sale_cost": reward.sale_cost,
        "announce": reward.announce and str(reward.announce),
        "name": reward.name,
        "description": reward.description or None,
        "instructions": reward.instructions,
        "badge_role": reward.badge_role_id,
        "delivers_role": reward.delivers_role_id,
        "delivers_days": reward.delivers_days,
        "delivers_voucher": reward.delivers_voucher,
        "cost": reward.cost,
        "stock": reward.stock,
        "give_at_most": reward.stock,
        "expires_on": reward.expires_on.isoformat() if reward.expires_on else None,
        "member_limit": reward.member_limit,
        "badge_colour": colour_text(reward.look.colour),
        "badge_shape": str(reward.look.shape),
        "required_role_id": None if reward.required_role_gone else reward.required_role_id,
    }
    return {asked.name: present[asked.name] for asked in section.fields if asked.name in present}


_AS_TYPED = (
    "name",
    "description",
    "instructions",
    "cost",
    "stock",
    "give_at_most",
    "member_limit",
    "expires_on",
    "badge_colour",
    "badge_shape",
    "publish_at",
    "unpublish_at",
    "sale_cost",
    "sale_until",
    "announce",
    "delivers_days",
    "delivers_voucher",
)


async def changes_in(interaction: Interaction, sent: Sent) -> RewardChanges:
    """Return what was given, for the rules to judge: a field that was not asked for stays."""
    changes: dict[str, Any] = {name: sent.values[name] for name in _AS_TYPED if name in sent.values}
    if "name" in changes:
        changes["name"] = changes["name"] or ""
    if "required_role_id" in sent.values:
        changes["required_role_id"] = sent.number("required_role_id")
    for name in ("badge_role", "delivers_role"):
        if name in sent.values:
            role_id = sent.number(name)
            changes[name] = role_facts(interaction, role_id) if role_id else None
    if sent.file is not None:
        changes["image"] = await _verdict(interaction, sent.file.content)
    return RewardChanges(**changes)


async def _verdict(interaction: Interaction, content: bytes) -> Picture | InvalidInputError:
    try:
        return await host(interaction).pictures.examine(content, person(interaction).community_id)
    except InvalidInputError as invalid:
        return invalid
