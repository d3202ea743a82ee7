"""What workflows are made of. A trigger, a condition or a step is one class in one small file.

A part is a pydantic model: its fields are its settings, and the form in chat, the YAML schema, the
validation and docs/workflows.md all come from them. Its one method is what it does.

    class HasRole(Condition, key="has_role", example={"role": "1200000000000000011"}):
        \"\"\"Holds for members who have a role.\"\"\"

        role: RoleId

        def check(self, context: Context) -> bool: ...

Adding a part is adding a file to `triggers/`, `conditions/` or `steps/`; a key that is taken fails
at import.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from bot.services.events import EventFacts
from bot.services.members.diff import MemberSnapshot
from bot.services.state import State
from bot.services.workflows.setting_types import (
    Amount,
    ChannelId,
    Cron,
    Days,
    Duration,
    GoalId,
    Name,
    RewardId,
    RoleId,
    Url,
    WorkflowText,
)
from db.session import Session

PartKind = Literal["trigger", "condition", "step"]

NO_SETTINGS: Mapping[str, object] = MappingProxyType({})


@dataclass(slots=True)
class Context:
    """What a part may look at, and act with.

    `workflow_name`: what managers call the workflow, or the goal; histories and the audit name it.
    """

    state: State
    event: EventFacts
    workflow_id: int | None  # None: a goal gives its reward
    run_id: int
    path: str = ""  # where in the definition
    who: MemberSnapshot | None = None
    workflow_name: str | None = None

    @property
    def member(self) -> MemberSnapshot:
        """Whom the event is about; only for parts with `about_member`."""
        assert self.who is not None, "this part needs a member"
        return self.who

    @property
    def key(self) -> str:
        """What makes the effect of a step happen once."""
        return f"run:{self.run_id}:{self.path}"

    @property
    def position(self) -> int:
        """Which of the steps it is, counted from 0."""
        return int(self.path.removeprefix("steps."))


@dataclass(frozen=True)
class Applied:
    """What came of a step that was not refused.

    `pause`: how long to wait before the next step; `changed` False: it was so already.
    """

    pause: timedelta | None = None
    changed: bool = True


DONE = Applied()
"""What came of most steps."""


def first_time(workflow_id: int | None, member_id: int) -> str:
    """Return the fact that a workflow has run for a member."""
    return f"first:{workflow_id}:{member_id}"


_registry: dict[tuple[PartKind, str], type["Part"]] = {}


class Part(BaseModel):
    """One trigger, condition or step with its settings. `type` says which.

    `example`: all its settings as a file has them; tests and docs/workflows.md use it.
    `private`: what it is set to is for managers only; members read what it is called.
    `about_member`: False where nobody has to be concerned. `provides`: words that it makes known
    to the texts of later steps, from a setting or a value of the event with the same name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: ClassVar[PartKind]
    key: ClassVar[str]
    example: ClassVar[Mapping[str, object]]
    about_member: ClassVar[bool]
    private: ClassVar[bool] = False
    provides: ClassVar[Collection[str]]

    type: str

    def __init_subclass__(
        cls,
        *,
        key: str | None = None,
        example: Mapping[str, object] = NO_SETTINGS,
        about_member: bool = True,
        provides: Collection[str] = (),
        private: bool = False,
    ) -> None:
        super().__init_subclass__()
        if key is None:
            return  # a kind of parts
        if (cls.kind, key) in _registry:
            raise ValueError(f"two parts are called {key!r}")
        cls.key, cls.example, cls.private = key, example, private
        cls.about_member, cls.provides = about_member, provides
        # `type` takes the part's own key and nothing else.
        own = inspect.get_annotations(cls)
        cls.__annotations__ = {"type": Literal[key], **own}
        cls.type = key
        _registry[cls.kind, key] = cls

    @classmethod
    def settings(cls) -> Mapping[str, Any]:
        """Return the fields that a manager fills in, by name."""
        return {
            name: field for name, field in cls.model_fields.items() if name not in {"type", "go_on"}
        }


class Trigger(Part):
    """What a workflow begins with. Its event has the trigger's key.

    `earns`: the action whose earning rule pays for it, if it is always the same. `activity`: by it
    a member takes part, which is what a day's first activity and streaks go by. `webhook`: a
    webhook may raise it. `sample`: what an event has in a dry run besides the settings.
    """

    kind = "trigger"
    earns: ClassVar[str | None]
    activity: ClassVar[bool]
    webhook: ClassVar[bool]
    sample: ClassVar[Mapping[str, Any]]

    def __init_subclass__(
        cls,
        *,
        earns: str | None = None,
        activity: bool = False,
        webhook: bool = False,
        sample: Mapping[str, Any] = NO_SETTINGS,
        **more: Any,  # what every part may state
    ) -> None:
        super().__init_subclass__(**more)
        cls.earns, cls.activity, cls.webhook, cls.sample = earns, activity, webhook, sample

    @classmethod
    def counts_as(cls, event: EventFacts) -> tuple[str, int] | None:  # noqa: ARG003
        """Return the action that an event is for earning rules and goals, and how many of it."""
        return (cls.earns, 1) if cls.earns is not None else None

    def matches(self, context: Context) -> bool:  # noqa: ARG002
        """Return whether this is an event of the kind that the settings ask for."""
        return True


class Condition(Part):
    """What has to be true for a workflow to run."""

    kind = "condition"

    def check(self, context: Context) -> bool:
        """Return whether it is true; it must change nothing."""
        raise NotImplementedError


class Step(Part):
    """What a workflow does. A step that cannot be performed raises a `RefusedError`."""

    kind = "step"

    go_on: bool = False
    """Whether the run goes on where this step cannot be performed."""

    def perform(self, context: Context) -> Applied:
        """Perform it through `context.state`, once for `context.key`.

        A run writes what the state has become; a dry run and a backtest throw it away.
        """
        raise NotImplementedError

    def available(self, session: Session, community_id: int) -> int | None:  # noqa: ARG002
        """Return how often it can be performed until something runs out; None: without limit."""
        return None


@cache
def _registered() -> Mapping[tuple[PartKind, str], type[Part]]:
    """Return every part by its kind and key, once all files of the three folders are loaded."""
    for folder in ("triggers", "conditions", "steps"):
        package = importlib.import_module(f"bot.services.workflows.{folder}")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_registry.items()))


@cache
def triggers() -> Mapping[str, type[Trigger]]:
    """Return every trigger by its key."""
    return {part.key: part for part in _registered().values() if issubclass(part, Trigger)}


@cache
def conditions() -> Mapping[str, type[Condition]]:
    """Return every condition by its key."""
    return {part.key: part for part in _registered().values() if issubclass(part, Condition)}


@cache
def steps() -> Mapping[str, type[Step]]:
    """Return every step by its key."""
    return {part.key: part for part in _registered().values() if issubclass(part, Step)}
