"""Making rewards and changing them; every change holds the reward's lock."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import update
from sqlmodel import col

from bot.services import audit, communities, typed
from bot.services.actors import Person, require_manager
from bot.services.errors import InvalidFormError, InvalidInputError, RefusedError, existing
from bot.services.rewards import announcing, fields, images, lookup
from bot.services.rewards.details import RewardDetails, clock_of, describe
from bot.services.rewards.eligibility import Stage, stage
from bot.services.rewards.fields import RewardChanges
from bot.services.rewards.image_decoding import Picture
from bot.services.rewards.looks import colour_text
from bot.services.rewards.role_permissions import require_may_decide
from db.session import Session
from db.tables import Grant, GrantState, Reward, RewardKind, RewardState

_NAME_INDEX = ("uq_reward_living_name", "reward.name_key")  # as each database tells of it

NAME_TAKEN = "reward-name-taken"
"""The refusal of a name that another reward has."""

_AUDITED = (
    *("name", "cost", "stock", "member_limit", "required_role_id", "badge_role_id"),
    *("sale_cost", "announce"),
    *("delivers_role_id", "delivers_days"),
)
"""Fields whose values are short enough for the audit; of the others it says that they changed."""


_MOMENTS = ("publish_at", "unpublish_at", "sale_until")
"""Moments, which the audit shows in the time zone of whoever reads it."""

_OFFERS = {"expires_on", "publish_at", "unpublish_at", "delivers_days"}
"""Fields that can put on offer again what was not any more, or more of it than before."""

_DERIVED = {"name_key", "required_role_gone", "role_out_of_reach"}
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
    reward = _unarchived(session, by, reward_id)
    changed, extended = _edit(session, by, reward, changes)
    return Edited(describe(session, reward), changed, extended)


def _edit(
    session: Session, by: Person, reward: Reward, changes: RewardChanges
) -> tuple[tuple[str, ...], int]:
    """Change a locked reward; return what differs, and how many coupons are good for longer."""
    every = tuple(Reward.model_fields)
    before, started = _for_audit(reward, every), announcing.starts_at(reward)
    changed = _apply(session, reward, changes)
    extended = 0
    if _OFFERS.intersection(changed):
        require_may_decide(by, reward)
    if "expires_on" in changed:
        extended = _extend_coupons(session, reward)
    if reward.state == RewardState.PUBLISHED:
        if "publish_at" in changed:
            _begin(session, reward)
        if {"publish_at", "unpublish_at", "announce"}.intersection(changed):
            announcing.announce(session, reward, moved_from=started)
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
    return changed, extended


def publish(
    session: Session, by: Person, reward_id: int, changes: RewardChanges | None = None
) -> Edited:
    """Put a reward on offer, at once or from the moment that it or `changes` have.

    Without `changes` one that is planned is on offer at once. Raises `InvalidFormError` with
    what it lacks, or what is wrong with the changes, and then changes nothing.
    """
    reward = _unarchived(session, by, reward_id)
    changed: tuple[str, ...] = ()
    stands = stage(reward, session.now)
    if changes is None and stands is Stage.ON_OFFER:
        return Edited(describe(session, reward), ())
    if changes is None and stands is Stage.PLANNED:
        changes = RewardChanges(publish_at=None)
    if changes is not None:
        changed, _ = _edit(session, by, reward, changes)
    require_may_decide(by, reward)
    lacks = fields.missing(reward, clock_of(session, by.community_id))
    if lacks:
        raise InvalidFormError(lacks)
    if reward.state != RewardState.PUBLISHED:
        changed = (*changed, *_set_state(session, by, reward, RewardState.PUBLISHED))
        _begin(session, reward)
        announcing.announce(session, reward)
    return Edited(describe(session, reward), changed)


def _begin(session: Session, reward: Reward) -> None:
    """Note since when a published reward is on offer, or will be."""
    reward.published_at = max(session.now, reward.publish_at or session.now)
    session.add(reward)


def unpublish(session: Session, by: Person, reward_id: int) -> Edited:
    """Take a reward off offer again; what members hold stays theirs."""
    reward = _unarchived(session, by, reward_id)
    changed = _set_state(session, by, reward, RewardState.DRAFT)
    return Edited(describe(session, reward), changed)


def archive(session: Session, by: Person, reward_id: int) -> Edited:
    """Take a reward off offer for good; what members hold stays theirs."""
    reward = _locked(session, by, reward_id)
    changed = _set_state(session, by, reward, RewardState.ARCHIVED)
    return Edited(describe(session, reward), changed)


_ACTIONS = {
    RewardState.PUBLISHED: "reward.published",
    RewardState.DRAFT: "reward.unpublished",
    RewardState.ARCHIVED: "reward.archived",
}


def _set_state(session: Session, by: Person, reward: Reward, to: RewardState) -> tuple[str, ...]:
    """Move a locked reward to a state; return what differs."""
    if reward.state == to:
        return ()
    reward.state = to
    session.add(reward)
    audit.record_by(session, by, _ACTIONS[to], reward_id=reward.id)
    return ("state",)


def _unarchived(session: Session, by: Person, reward_id: int) -> Reward:
    """Return a reward that can be changed, locked as by `_locked`."""
    reward = _locked(session, by, reward_id)
    if reward.state == RewardState.ARCHIVED:
        raise ArchivedError(reward=reward.name)
    return reward


def _locked(session: Session, by: Person, reward_id: int) -> Reward:
    """Return a reward that nothing else changes until the transaction ends."""
    require_manager(session, by)
    return existing(session.locked(Reward, (by.community_id, reward_id), key_share=True))


def _apply(session: Session, reward: Reward, changes: RewardChanges) -> tuple[str, ...]:
    """Set what is given and return the columns that differ now."""
    changes, unknown = _with_voucher(session, reward, changes)
    values, errors = fields.read(changes, reward, clock_of(session, reward.community_id))
    errors += unknown
    picture = values.pop("image", typed.UNSET)
    errors += _gone_in(session, reward, values)
    if "required_role_id" in values:
        values["required_role_gone"] = False
    values = {name: value for name, value in values.items() if getattr(reward, name) != value}
    if not session.set_unless_taken(reward, values, _NAME_INDEX):
        errors.append(InvalidInputError("name", NAME_TAKEN, given=values["name"]))
    if errors:
        raise InvalidFormError(errors)
    changed = [name for name in values if name not in _DERIVED]
    if picture is not typed.UNSET and (picture is not None or reward.image_id is not None):
        _show(session, reward, picture)
        changed.append("image")
    return tuple(changed)


def _with_voucher(
    session: Session, reward: Reward, changes: RewardChanges
) -> tuple[RewardChanges, list[InvalidInputError]]:
    """Return the changes with the id of the voucher that was named; else what is wrong with it."""
    named = changes.delivers_voucher
    if not isinstance(named, str):
        return changes, []
    if not named.strip():
        return replace(changes, delivers_voucher=None), []
    vouchers = col(Reward.kind) == RewardKind.VOUCHER, col(Reward.state) != RewardState.ARCHIVED
    try:
        voucher = lookup.resolve(session, reward.community_id, named, *vouchers)
    except lookup.NoSuchRewardError:
        invalid = InvalidInputError("delivers_voucher", "reward-no-such-voucher", given=named)
        return replace(changes, delivers_voucher=typed.UNSET), [invalid]
    return replace(changes, delivers_voucher=voucher.reward_id), []


def _gone_in(session: Session, reward: Reward, values: dict[str, Any]) -> list[InvalidInputError]:
    """Return which of the roles to be set were deleted, as in a form that has waited."""
    asked = {
        "required_role_id": "required_role_id",
        "badge_role_id": "badge_role",
        "delivers_role_id": "delivers_role",
    }
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
    still_good = col(Grant.expires_on) >= clock_of(session, reward.community_id).today
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
    for name in _MOMENTS:
        if name in names:
            moment = getattr(reward, name)
            details[name] = moment and f"<t:{int(moment.timestamp())}:f>"
    if "badge_colour" in names:
        details["badge_colour"] = colour_text(reward.badge_colour)
    return details
