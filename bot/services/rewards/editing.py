"""Making rewards and changing them; every change holds the reward's lock."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import update
from sqlmodel import col

from bot.services import audit, communities, typed
from bot.services.actors import Person, require_manager
from bot.services.calendar import today
from bot.services.errors import InvalidFormError, InvalidInputError, RefusedError, existing
from bot.services.rewards import fields, images
from bot.services.rewards.details import RewardDetails, describe
from bot.services.rewards.fields import RewardChanges
from bot.services.rewards.image_decoding import Picture
from bot.services.rewards.looks import colour_text
from bot.services.rewards.role_permissions import require_may_decide
from db.session import Session
from db.tables import Grant, GrantState, Reward, RewardKind, RewardState

_NAME_INDEX = ("uq_reward_living_name", "reward.name_key")  # as each database tells of it

_AUDITED = ("name", "cost", "stock", "member_limit", "required_role_id", "badge_role_id")
"""Fields whose values are short enough for the audit; of the others it says that they changed."""


_DERIVED = {"name_key", "required_role_gone"}
"""Columns that change with others."""


class ArchivedError(RefusedError):
    """What is archived stays as it is."""

    message = "reward-is-archived"


@dataclass(frozen=True)
class Edited:
    """A reward after a change. `changed` names the fields that differ now; none is a success too.

    `extended` counts the coupons in members' hands that are good for longer now.
    """

    reward: RewardDetails
    changed: tuple[str, ...]
    extended: int = 0


def create(session: Session, by: Person, kind: RewardKind, changes: RewardChanges) -> Edited:
    """Make a draft; `changes` must name it. Raises `InvalidFormError` with every error."""
    require_manager(session, by)
    reward = Reward(
        community_id=by.community_id,
        id=session.new_id(),
        kind=kind,
        name="",
        name_key="",
        member_limit=1 if kind is RewardKind.BADGE else None,
        created_by=by.member_id,
        created_at=session.now,
    )
    if changes.name is typed.UNSET:
        changes = replace(changes, name="")
    changed = _apply(session, reward, changes)
    audit.record_by(
        session,
        by,
        "reward.created",
        reward_id=reward.id,
        kind=kind,
        after=_for_audit(reward, changed),
    )
    return Edited(describe(session, reward), changed)


def edit(session: Session, by: Person, reward_id: int, changes: RewardChanges) -> Edited:
    """Change the fields that are given, at once; what was granted or paid stays as it was.

    Raises `InvalidFormError` with every error, and then changes nothing.
    """
    reward = _locked(session, by, reward_id)
    if reward.state == RewardState.ARCHIVED:
        raise ArchivedError(reward=reward.name)
    every = tuple(Reward.model_fields)
    before = _for_audit(reward, every)
    changed = _apply(session, reward, changes)
    extended = 0
    if "expires_on" in changed:
        require_may_decide(by, reward)  # what had expired is on offer again
        extended = _extend_coupons(session, reward)
    if changed:
        audit.record_by(
            session,
            by,
            "reward.edited",
            reward_id=reward.id,
            fields=list(changed),
            before={name: before[name] for name in changed if name in before},
            after=_for_audit(reward, changed),
        )
    return Edited(describe(session, reward), changed, extended)


def publish(session: Session, by: Person, reward_id: int) -> Edited:
    """Put a reward on offer. Raises `InvalidFormError` with what it lacks."""
    return _move(session, by, reward_id, RewardState.PUBLISHED)


def unpublish(session: Session, by: Person, reward_id: int) -> Edited:
    """Take a reward off offer again; what members hold stays theirs."""
    return _move(session, by, reward_id, RewardState.DRAFT)


def archive(session: Session, by: Person, reward_id: int) -> Edited:
    """Take a reward off offer for good; what members hold stays theirs."""
    return _move(session, by, reward_id, RewardState.ARCHIVED)


_ACTIONS = {
    RewardState.PUBLISHED: "reward.published",
    RewardState.DRAFT: "reward.unpublished",
    RewardState.ARCHIVED: "reward.archived",
}


def _move(session: Session, by: Person, reward_id: int, to: RewardState) -> Edited:
    reward = _locked(session, by, reward_id)
    if reward.state == to:
        return Edited(describe(session, reward), ())
    if reward.state == RewardState.ARCHIVED:
        raise ArchivedError(reward=reward.name)
    if to is RewardState.PUBLISHED:
        require_may_decide(by, reward)
        lacks = fields.missing(reward, today(session, by.community_id))
        if lacks:
            raise InvalidFormError(lacks)
    reward.state = to
    if to is RewardState.PUBLISHED:
        reward.published_at = session.now
    session.add(reward)
    audit.record_by(session, by, _ACTIONS[to], reward_id=reward.id)
    return Edited(describe(session, reward), ("state",))


def _locked(session: Session, by: Person, reward_id: int) -> Reward:
    """Return a reward that nothing else changes until the transaction ends."""
    require_manager(session, by)
    return existing(session.locked(Reward, (by.community_id, reward_id), key_share=True))


def _apply(session: Session, reward: Reward, changes: RewardChanges) -> tuple[str, ...]:
    """Set what is given and return the columns that differ now."""
    values, errors = fields.read(changes, reward, today(session, reward.community_id))
    picture = values.pop("image", typed.UNSET)
    errors += _gone_in(session, reward, values)
    if "required_role_id" in values:
        values["required_role_gone"] = False
    values = {name: value for name, value in values.items() if getattr(reward, name) != value}
    if not session.set_unless_taken(reward, values, _NAME_INDEX):
        errors.append(InvalidInputError("name", "reward-name-taken", given=values["name"]))
    if errors:
        raise InvalidFormError(errors)
    changed = [name for name in values if name not in _DERIVED]
    if picture is not typed.UNSET and (picture is not None or reward.image_id is not None):
        _show(session, reward, picture)
        changed.append("image")
    return tuple(changed)


def _gone_in(session: Session, reward: Reward, values: dict[str, Any]) -> list[InvalidInputError]:
    """Return which of the roles to be set were deleted, as in a form that has waited."""
    asked = {"required_role_id": "required_role_id", "badge_role_id": "badge_role"}
    return [
        InvalidInputError(field, "reward-role-deleted")
        for column, field in asked.items()
        if communities.is_deleted(session, reward.community_id, values.get(column))
    ]


def _show(session: Session, reward: Reward, picture: Picture | None) -> None:
    """Exchange the picture of a reward."""
    before = reward.image_id
    reward.image_id = None
    if picture is not None:
        reward.image_id = images.store(session, reward.community_id, picture)
    session.add(reward)
    session.flush()
    if before is not None:
        images.remove(session, reward.community_id, before)


def _extend_coupons(session: Session, reward: Reward) -> int:
    """Let held coupons live as long as the reward now does; return how many that helped.

    An earlier date shortens nothing, and what has expired stays so.
    """
    still_good = col(Grant.expires_on) >= today(session, reward.community_id)
    helped = (
        still_good
        if reward.expires_on is None
        else still_good & (col(Grant.expires_on) < reward.expires_on)
    )
    rows = session.execute(
        update(Grant)
        .where(
            col(Grant.community_id) == reward.community_id,
            col(Grant.reward_id) == reward.id,
            col(Grant.state) == GrantState.HELD,
            helped,
        )
        .values(expires_on=reward.expires_on)
        .returning(col(Grant.id))
    )
    return len(rows.all())


def _for_audit(reward: Reward, names: tuple[str, ...]) -> dict[str, Any]:
    details: dict[str, Any] = {name: getattr(reward, name) for name in _AUDITED if name in names}
    if "expires_on" in names:
        details["expires_on"] = reward.expires_on.isoformat() if reward.expires_on else None
    if "badge_colour" in names:
        details["badge_colour"] = colour_text(reward.badge_colour)
    return details
