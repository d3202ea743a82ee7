"""From what somebody typed or chose in a part's form to the part."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from bot.services.actors import Person, require_manager
from bot.services.errors import InvalidFormError, InvalidInputError, RefusedError
from bot.services.goals import lookup as goals
from bot.services.lookup import MOST_NAMES
from bot.services.rewards import lookup as rewards
from bot.services.workflows import validation
from bot.services.workflows.draft_tree import Data
from bot.services.workflows.part_fields import Setting, part_of, settings_of
from bot.services.workflows.parts import PartKind
from db.session import Session

Options = dict[str, Sequence[tuple[int, str]]]
"""What there is to choose from, by the kind of setting: ids and names."""

_THOUSANDS = re.compile(r"(?<=\d)[., \u00a0\u202f](?=\d{3}\b)")


class NothingToChooseError(RefusedError):
    """A part needs a reward or a goal, and there is none."""

    message = "workflow-nothing-to-choose"


def options(session: Session, by: Person, known: Collection[Setting]) -> Options:
    """Return what the settings can be chosen from. A kind of which there is too much is left out.

    Raises `NothingToChooseError` if a setting is required and there is nothing.
    """
    require_manager(session, by)
    found: Options = {}
    for setting in known:
        if setting.kind not in _FIND:
            continue
        there = _FIND[setting.kind](session, by.community_id)
        if not there and setting.required:
            raise NothingToChooseError(kind=setting.kind)
        if there and len(there) < MOST_NAMES:
            found[setting.kind] = there
    return found


def part(session: Session, by: Person, kind: PartKind, key: str, values: Mapping[str, Any]) -> Data:
    """Return the part that a form describes; `InvalidFormError` with every error."""
    require_manager(session, by)
    known = part_of(kind, key)
    assert known is not None
    data: Data = {"type": key}
    wrong: list[InvalidInputError] = []
    for setting in settings_of(known):
        value = values.get(setting.name)
        if value is None:
            continue
        try:
            data[setting.name] = _read(session, by.community_id, setting, str(value))
        except RefusedError as refusal:
            wrong.append(InvalidInputError(setting.name, refusal.message, **refusal.params))
    try:
        made = known.model_validate(data)
    except ValidationError as error:
        wrong += [
            one
            for one in validation.errors_from(error, data)
            if one.field not in {known.field for known in wrong}
        ]
        raise InvalidFormError(wrong) from error
    if wrong:
        raise InvalidFormError(wrong)
    return made.model_dump(mode="json", exclude_none=True, exclude={"go_on"})


def _read(session: Session, community_id: int, setting: Setting, typed: str) -> Any:
    """Return a value as the part takes it: names become ids, numbers lose their separators."""
    if setting.kind == "reward":
        return rewards.resolve(session, community_id, typed).reward_id
    if setting.kind == "goal":
        return goals.resolve(session, community_id, typed).goal_id
    if setting.kind == "number":
        return _THOUSANDS.sub("", typed.strip())
    return typed


def _rewards(session: Session, community_id: int) -> list[tuple[int, str]]:
    return [(one.reward_id, one.name) for one in rewards.find_names(session, community_id)]


def _goals(session: Session, community_id: int) -> list[tuple[int, str]]:
    return [(one.goal_id, one.name) for one in goals.find_names(session, community_id)]


_FIND = {"reward": _rewards, "goal": _goals}
