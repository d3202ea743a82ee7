"""Which roles, channels and rewards somebody may attach to a workflow.

A workflow gives roles and writes to channels in Laurel's name, so it must do no more than whoever
decides what it does could do by hand. What Discord allows is passed as `Attachable`. The whole
resulting workflow is judged, not what changed: who makes another's workflow run more easily, or
enables it, gives out what it gives.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.services.actors import Person, RoleFacts
from bot.services.errors import InvalidInputError
from bot.services.rewards.role_permissions import why_not_decide_by_id
from bot.services.workflows import draft_tree
from bot.services.workflows.definition import Definition
from bot.services.workflows.draft_tree import PartRef
from bot.services.workflows.part_fields import settings_in
from bot.services.workflows.versions import plain
from db.session import Session

_ATTACHED = {"role", "channel", "reward"}


@dataclass(frozen=True)
class Attachable:
    """What a manager may attach, by what Discord says: facts of roles, and ids of channels.

    `seen`: channels that the manager sees; `open`: those in which Laurel can post. Roles and
    channels that are not listed may not be attached.
    """

    roles: Mapping[int, RoleFacts]
    seen: Collection[int]
    open: Collection[int]


NOTHING = Attachable({}, (), ())
"""No role and no channel may be attached."""


def not_attachable(
    session: Session, by: Person, definition: Mapping[str, Any], attachable: Attachable
) -> list[InvalidInputError]:
    """Return all that somebody may not attach; the field is the part's path."""
    found: list[InvalidInputError] = []
    for ref, name, ident in _attached(definition):
        if name == "role" and ident == by.community_id:  # Discord gives @everyone the server's id
            found.append(InvalidInputError(ref.path, "workflow-role-everybody"))
        else:
            found += _refusals(ref, name, ident, attachable)
        if name == "reward" and ref.kind == "step":
            refusal = why_not_decide_by_id(session, by, ident)
            if refusal is not None:
                found.append(InvalidInputError(ref.path, refusal.message, **refusal.params))
    return found


def same_but_for_texts(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two definitions do the same for the same members, in other words perhaps.

    Whatever else differs decides who gets what: a trigger, a condition, an amount, a wait, or a
    step before that would have ended the run. Then everything counts as attached anew.
    """
    try:
        return _wordless(one) == _wordless(other)
    except ValidationError:
        return False


def _wordless(definition: Mapping[str, Any]) -> dict[str, Any]:
    data = draft_tree.numbered(plain(Definition.model_validate(definition)))
    for ref in draft_tree.walk(data):
        for setting, _ in list(settings_in(ref.kind, ref.part)):
            if setting.kind == "text":
                del ref.part[setting.name]
    return draft_tree.without_ids(data)


def attached(definition: Mapping[str, Any]) -> set[tuple[str, str, int]]:
    """Return all that a definition attaches: to what kind of part, what it is, and its id."""
    return {(ref.kind, name, ident) for ref, name, ident in _attached(definition)}


def attached_to(definition: Mapping[str, Any], kind: str) -> set[int]:
    """Return the ids of all roles, channels or rewards that a definition names."""
    return {ident for _, name, ident in _attached(definition) if name == kind}


def _attached(definition: Mapping[str, Any]) -> Iterator[tuple[PartRef, str, int]]:
    for ref in draft_tree.walk(draft_tree.numbered(definition)):
        for setting, value in settings_in(ref.kind, ref.part):
            if setting.kind in _ATTACHED and str(value).isdecimal():
                yield ref, setting.kind, int(value)


def _refusals(
    ref: PartRef, name: str, ident: int, attachable: Attachable
) -> Iterable[InvalidInputError]:
    gives = ref.kind == "step"  # others only look
    if name == "channel" and ident not in attachable.seen:
        yield InvalidInputError(ref.path, "workflow-channel-hidden", channel=str(ident))
    elif name == "channel" and gives and ident not in attachable.open:
        yield InvalidInputError(ref.path, "workflow-channel-closed", channel=str(ident))
    elif name == "role" and gives:
        role = attachable.roles.get(ident)
        if role is not None and role.managed:
            yield InvalidInputError(ref.path, "workflow-role-managed", role=str(ident))
        elif role is not None and role.privileged:
            yield InvalidInputError(ref.path, "workflow-role-privileged", role=str(ident))
        elif role is None or not role.assignable_by_actor:
            yield InvalidInputError(ref.path, "workflow-role-out-of-reach", role=str(ident))
