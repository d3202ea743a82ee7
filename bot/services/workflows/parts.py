"""What workflows are made of. A trigger, a condition or a step is one class in one small file.

A part is a pydantic model: its fields are its settings, and the form in chat, the YAML schema and
the validation all come from them. Its one method is what it does.

    class HasRole(Condition, key="has_role"):
        \"\"\"Holds for members who have a role.\"\"\"

        role: RoleId

        def check(self, context: Context) -> bool: ...

Adding a part is adding a file to `triggers/`, `conditions/` or `steps/`; a key that is taken fails
at import.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
)
from pydantic_core import PydanticCustomError

from bot.services.workflows import addresses, cron, templates
from bot.services.workflows.effects import Effects
from db.session import Session
from db.tables import Event, Workflow

TEXT_LENGTH = 1_000
"""Characters of a text that a workflow sends."""

NAME_LENGTH = 100
"""Characters of a word that a setting takes, such as a plan's name."""

_DURATION = re.compile(r"(?:(\d{1,4})d)? ?(?:(\d{1,4})h)? ?(?:(\d{1,4})m)?")


@dataclass(frozen=True)
class Kind:
    """What a setting is, where its Python type does not say it: marks an `Annotated` type."""

    name: Literal["role", "channel", "reward", "goal", "text", "duration", "cron", "url"]


def _number(value: object) -> object:
    """Take an id as a number or as text: YAML writers quote them, JSON must."""
    return int(value) if isinstance(value, str) and value.isdecimal() else value


def _id(kind: Kind) -> Any:
    return Annotated[
        int,
        Field(ge=1, lt=2**63, json_schema_extra={"type": ["integer", "string"]}),
        BeforeValidator(_number),
        PlainSerializer(str, return_type=str),
        kind,
    ]


def _duration(value: object) -> object:
    """Take a duration as people write it, as in `2d 12h`."""
    if isinstance(value, timedelta):
        return value
    text = " ".join(str(value).split())  # as it is, many blanks would be tried in many ways
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise PydanticCustomError(
            "workflow-mistake-duration", "a duration is written as in 30m, 12h, or 2d 12h"
        )
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def duration_text(value: timedelta) -> str:
    """Write a duration as `_duration` reads it."""
    minutes = int(value.total_seconds()) // 60
    parts = (minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "m")
    return " ".join(f"{number}{unit}" for number, unit in parts if number) or "0m"


RoleId = _id(Kind("role"))
ChannelId = _id(Kind("channel"))
RewardId = _id(Kind("reward"))
GoalId = _id(Kind("goal"))
Name = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]
WorkflowText = Annotated[
    str,
    Field(min_length=1, max_length=TEXT_LENGTH),
    AfterValidator(templates.checked),
    Kind("text"),
]
Amount = Annotated[int, Field(ge=1, le=1_000_000)]
Days = Annotated[int, Field(ge=1, le=3_650)]
Duration = Annotated[
    timedelta,
    BeforeValidator(_duration, json_schema_input_type=str),
    Field(ge=timedelta(minutes=1), le=timedelta(days=365)),
    PlainSerializer(duration_text, return_type=str),
    Kind("duration"),
]
Cron = Annotated[str, Field(max_length=100), AfterValidator(cron.checked), Kind("cron")]
Url = Annotated[str, Field(max_length=500), AfterValidator(addresses.checked), Kind("url")]


@dataclass(frozen=True)
class MemberNow:
    """Whom an event is about, as Laurel last saw them."""

    member_id: int
    role_ids: frozenset[int] = frozenset()
    joined_at: datetime | None = None


@dataclass(frozen=True)
class Context:
    """What a part may look at, and act with."""

    session: Session
    community_id: int
    event: Event
    workflow_id: int | None  # None: a goal gives its reward
    run_id: int
    path: str = ""  # where in the definition
    who: MemberNow | None = None
    effects: Effects = field(default_factory=Effects)

    @property
    def member(self) -> MemberNow:
        """Whom the event is about; only parts that fit such triggers ask."""
        assert self.who is not None, "this part needs a member"
        return self.who

    @property
    def workflow_name(self) -> str | None:
        """What managers call the workflow; it stands beside points in a history."""
        if self.workflow_id is None:
            return None
        workflow = self.session.get(Workflow, (self.community_id, self.workflow_id))
        return None if workflow is None else workflow.name

    @property
    def key(self) -> str:
        """What makes the effect of a step happen once."""
        return f"run:{self.run_id}:{self.path}"

    @property
    def position(self) -> int:
        """Which of the steps it is, counted from 0."""
        return int(self.path.removeprefix("steps."))


def first_time(workflow_id: int | None, member_id: int) -> str:
    """Return the fact that a workflow has run for a member."""
    return f"first:{workflow_id}:{member_id}"


class Part(BaseModel):
    """One trigger, condition or step with its settings. `type` says which."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: ClassVar[str]
    type: str

    @classmethod
    def settings(cls) -> Mapping[str, Any]:
        """Return the fields that a manager fills in, by name."""
        return {
            name: field for name, field in cls.model_fields.items() if name not in {"type", "go_on"}
        }


P = TypeVar("P", bound=Part)


def _register(parts: dict[str, type[P]], part: type[P], key: str) -> None:
    if key in parts:
        raise ValueError(f"two parts are called {key!r}")
    part.key = key
    parts[key] = part


def _typed(namespace: type[Part], key: str) -> None:
    """Let `type` take the part's own key and nothing else."""
    namespace.__annotations__ = {
        "type": Literal[key],
        **inspect.get_annotations(namespace),
    }
    namespace.type = key


_triggers: dict[str, type["Trigger"]] = {}
_conditions: dict[str, type["Condition"]] = {}
_steps: dict[str, type["Step"]] = {}


class Trigger(Part):
    """What a workflow begins with. Its event has the trigger's key.

    `earns`: the action whose earning rule pays for it, if it is always the same. `activity`: by it
    a member takes part, which is what a day's first activity and streaks go by. `webhook`: a
    webhook may raise it.
    `about_member`: False where there is nobody to give anything to.
    """

    earns: ClassVar[str | None] = None
    activity: ClassVar[bool] = False
    webhook: ClassVar[bool] = False
    about_member: ClassVar[bool] = True

    def __init_subclass__(cls, *, key: str, **flags: Any) -> None:
        for name, value in flags.items():
            setattr(cls, name, value)
        _typed(cls, key)
        super().__init_subclass__()
        _register(_triggers, cls, key)

    @classmethod
    def counts_as(cls, event: Event) -> tuple[str, int] | None:  # noqa: ARG003
        """Return the action that an event is for earning rules and goals, and how many of it."""
        return (cls.earns, 1) if cls.earns is not None else None

    def matches(self, context: Context) -> bool:  # noqa: ARG002
        """Tell whether this is an event of the kind that the settings ask for."""
        return True


class Condition(Part):
    """What a workflow asks. `about_member`: False where it can be asked without a member."""

    about_member: ClassVar[bool] = True

    def __init_subclass__(cls, *, key: str, about_member: bool = True) -> None:
        cls.about_member = about_member
        _typed(cls, key)
        super().__init_subclass__()
        _register(_conditions, cls, key)

    def check(self, context: Context) -> bool:
        """Tell whether it is true; it must change nothing."""
        raise NotImplementedError


class Step(Part):
    """What a workflow does. A step that cannot be performed raises a `RefusedError`."""

    about_member: ClassVar[bool] = True

    go_on: bool = False
    """Whether the run goes on where this step cannot be performed."""

    def __init_subclass__(cls, *, key: str, about_member: bool = True) -> None:
        cls.about_member = about_member
        _typed(cls, key)
        super().__init_subclass__()
        _register(_steps, cls, key)

    def perform(self, context: Context) -> timedelta | None:
        """Perform it, once for `context.key`. Return how long to wait before the next step."""
        raise NotImplementedError

    def preview(self, context: Context) -> bool:  # noqa: ARG002
        """Note in `context.effects` what it would change; False: it is so already.

        Refuses what `perform` would refuse, except for what `available` counts.
        """
        return True

    def available(self, session: Session, community_id: int) -> int | None:  # noqa: ARG002
        """Return how often it can be performed until something runs out; None: without limit."""
        return None


def _loaded(parts: dict[str, type[P]], folder: str) -> Mapping[str, type[P]]:
    package = importlib.import_module(f"bot.services.workflows.{folder}")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return MappingProxyType(dict(sorted(parts.items())))


@cache
def triggers() -> Mapping[str, type[Trigger]]:
    """Return every trigger by its key."""
    return _loaded(_triggers, "triggers")


@cache
def conditions() -> Mapping[str, type[Condition]]:
    """Return every condition by its key."""
    return _loaded(_conditions, "conditions")


@cache
def steps() -> Mapping[str, type[Step]]:
    """Return every step by its key."""
    return _loaded(_steps, "steps")


__all__ = [
    "Amount",
    "ChannelId",
    "Condition",
    "Context",
    "Cron",
    "Days",
    "Duration",
    "GoalId",
    "Kind",
    "MemberNow",
    "Name",
    "Part",
    "RewardId",
    "RoleId",
    "Step",
    "Trigger",
    "Url",
    "WorkflowText",
    "conditions",
    "duration_text",
    "first_time",
    "steps",
    "triggers",
]
