"""Which roles and channels somebody may attach to a workflow.

A workflow gives roles and writes to channels in Laurel's name, so it must not reach further than
whoever makes it could by hand. What Discord tells of that is handed in as a `Reach`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.services.catalogue.fields import RoleFacts
from bot.services.errors import InvalidInputError
from bot.services.workflows import drafting
from bot.services.workflows.drafting import Placed
from bot.services.workflows.settings import given


@dataclass(frozen=True)
class Reach:
    """What Discord tells of roles, and of channels: who asks sees them, Laurel can post there.

    What it does not tell of is out of reach.
    """

    roles: Mapping[int, RoleFacts]
    seen: Collection[int]
    open: Collection[int]


def beyond_reach(
    definition: Mapping[str, Any], before: Mapping[str, Any], reach: Reach
) -> list[InvalidInputError]:
    """Return what somebody may not attach; the field is the part's path.

    What the workflow did before stays allowed, so that others can change its words.
    """
    known = {(placed.kind, name, ident) for placed, name, ident in _attached(before)}
    return [
        mistake
        for placed, name, ident in _attached(definition)
        if (placed.kind, name, ident) not in known
        for mistake in _refusals(placed, name, ident, reach)
    ]


def attached_to(definition: Mapping[str, Any], kind: str) -> set[int]:
    """Return the ids of all roles or channels that a definition names."""
    return {ident for _, name, ident in _attached(definition) if name == kind}


def _attached(definition: Mapping[str, Any]) -> Iterator[tuple[Placed, str, int]]:
    for placed in drafting.walk(drafting.numbered(definition)):
        for setting, value in given(placed.kind, placed.part):
            if setting.kind in {"role", "channel"} and str(value).isdecimal():
                yield placed, setting.kind, int(value)


def _refusals(placed: Placed, name: str, ident: int, reach: Reach) -> Iterable[InvalidInputError]:
    gives = placed.kind == "step"  # others only look
    if name == "channel" and ident not in reach.seen:
        yield InvalidInputError(placed.path, "workflow-channel-hidden", channel=str(ident))
    elif name == "channel" and gives and ident not in reach.open:
        yield InvalidInputError(placed.path, "workflow-channel-closed", channel=str(ident))
    elif name == "role" and gives:
        role = reach.roles.get(ident)
        if role is not None and role.privileged:
            yield InvalidInputError(placed.path, "workflow-role-privileged", role=str(ident))
        elif role is None or not role.assignable_by_actor:
            yield InvalidInputError(placed.path, "workflow-role-out-of-reach", role=str(ident))
