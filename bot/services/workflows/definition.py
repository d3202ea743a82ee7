"""What a workflow is made of, as it is stored with each version, and what can be wrong with it."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlmodel import select

from bot.services import communities
from bot.services.errors import InvalidFormError, InvalidInputError
from bot.services.workflows import templates, validation
from bot.services.workflows.part_fields import settings_of
from bot.services.workflows.parts import Part
from bot.services.workflows.unions import AnyCondition, AnyStep, AnyTrigger
from bot.services.workflows.validation import Lines, Path, error_at
from db.session import Session
from db.tables import Goal, GoalState, Reward, RewardState

MOST_STEPS = 20

MOST_CONDITIONS = 20
"""Conditions of a workflow, with those within others."""

MOST_DEPTH = 4
"""How deep conditions may stand within each other."""


class Definition(BaseModel):
    """When this happens, if all of these hold, then do these in order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    trigger: AnyTrigger
    conditions: list[AnyCondition] = Field(default=[], max_length=MOST_CONDITIONS)
    steps: list[AnyStep] = Field(min_length=1, max_length=MOST_STEPS)

    def walk(self) -> Iterator[tuple[Path, Part]]:
        """Yield every part and where it stands: the trigger, the conditions, the steps."""
        yield from _walk(("trigger",), self.trigger)
        for name, parts in (("conditions", self.conditions), ("steps", self.steps)):
            for number, part in enumerate(parts):
                yield from _walk((name, number), part)


def _walk(path: Path, part: Part) -> Iterator[tuple[Path, Part]]:
    yield path, part
    for name in part.settings():
        inner = getattr(part, name)
        if isinstance(inner, Part):
            yield from _walk((*path, name), inner)
        elif isinstance(inner, list):
            for number, one in enumerate(inner):
                yield from _walk((*path, name, number), one)


def parse(
    session: Session, community_id: int, data: Mapping[str, Any], lines: Lines | None = None
) -> Definition:
    """Return the definition that data describe; `InvalidFormError` with every error."""
    try:
        definition = Definition.model_validate(data)
    except ValidationError as error:
        raise InvalidFormError(validation.errors_from(error, data, lines)) from error
    found = [
        error_at(path, text, lines, **params)
        for path, text, params in _misfits(session, community_id, definition)
    ]
    if found:
        raise InvalidFormError(found)
    return definition


def errors_in(
    session: Session, community_id: int, data: Mapping[str, Any]
) -> list[InvalidInputError]:
    """Return everything that is wrong with a definition; the fields are paths."""
    try:
        parse(session, community_id, data)
    except InvalidFormError as error:
        return error.errors
    return []


Misfit = tuple[Path, str, dict[str, object]]


def _misfits(session: Session, community_id: int, definition: Definition) -> Iterator[Misfit]:
    """Yield what does not go together, although each part is right by itself."""
    conditions = 0
    for path, part in definition.walk():
        if part.kind == "condition":
            conditions += 1
            if sum(name in {"conditions", "condition"} for name in path) > MOST_DEPTH:
                yield path, "workflow-mistake-too-deep", {"most": MOST_DEPTH}
        if part.about_member and not definition.trigger.about_member:
            yield (*path, "type"), "workflow-mistake-nobody", {}
        yield from _gone(session, community_id, path, part)
    if conditions > MOST_CONDITIONS:
        yield ("conditions",), "workflow-mistake-too-many", {"most": MOST_CONDITIONS}
    for number, step in enumerate(definition.steps):
        for setting in settings_of(type(step)):
            if setting.kind != "text":
                continue
            asked = templates.placeholders(getattr(step, setting.name))
            for name in sorted(asked - fillable(definition, number)):
                path = ("steps", number, setting.name)
                yield path, "workflow-mistake-not-known-there", {"given": f"{{{name}}}"}


def _gone(session: Session, community_id: int, path: Path, part: Part) -> Iterator[Misfit]:
    """Yield what a part names and what is not there, or not any more.

    Of roles and channels that is what is known to be deleted.
    """
    for setting in settings_of(type(part)):
        number = getattr(part, setting.name)
        if number is None:
            continue
        if setting.kind in {"role", "channel"}:
            if communities.is_deleted(session, community_id, number):
                yield (*path, setting.name), f"workflow-mistake-no-{setting.kind}", {}
            continue
        if setting.kind == "reward":
            usable = select(Reward.id).where(
                Reward.community_id == community_id,
                Reward.id == number,
                Reward.state != RewardState.ARCHIVED,
            )
        elif setting.kind == "goal":
            usable = select(Goal.id).where(
                Goal.community_id == community_id,
                Goal.id == number,
                Goal.state == GoalState.ACTIVE,
            )
        else:
            continue
        if session.exec(usable).first() is None:
            yield (*path, setting.name), f"workflow-mistake-no-{setting.kind}", {}


def fillable(definition: Definition, position: int) -> set[str]:
    """Return the placeholders that a text of a step can have.

    A reward or an amount of points is the one of the step before it that gives, or takes, any.
    """
    trigger, before = definition.trigger, definition.steps[:position]
    known = {"server", "member"} if trigger.about_member else {"server"}
    return known.union(trigger.provides, *(step.provides for step in before))
