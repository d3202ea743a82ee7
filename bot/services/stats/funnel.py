"""How far the runs of workflows came: set off, agreed to by the conditions, completed, failed."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col, func

from bot.services import events
from bot.services.actors import Person, require_manager
from bot.services.age import created_since
from bot.services.stats.windows import Window, weeks_of
from bot.services.workflows.runner import TOO_DEEP
from db.session import Session
from db.tables import Run, RunState, Workflow


@dataclass(frozen=True)
class Funnel:
    """How many runs there were, and how far they came.

    `agreed`: their conditions all said yes. Of these some are `waiting` for their next step, and
    some `ended`, since there was no sense in them any more.
    """

    triggered: int = 0
    agreed: int = 0
    completed: int = 0
    failed: int = 0
    waiting: int = 0
    ended: int = 0

    def __add__(self, other: "Funnel") -> "Funnel":
        """Return both together."""
        return Funnel(*(getattr(self, name) + getattr(other, name) for name in vars(self)))


@dataclass(frozen=True)
class Funnels:
    """The workflows that ran, those with most failures first, then those that ran most.

    `since`: runs are counted from then on. `short`: older ones are asked for, but not kept.
    """

    of: list[tuple[str, Funnel]]
    since: datetime
    short: bool

    @property
    def total(self) -> Funnel:
        """All of them together."""
        return sum((funnel for _, funnel in self.of), Funnel())


def funnels(session: Session, by: Person, window: Window) -> Funnels:
    """Return how far the runs of each workflow came."""
    require_manager(session, by)
    asked, kept = weeks_of(session, by.community_id, window)[0].begins, session.now - events.KEPT
    since = max(asked, kept)
    kinds = col(Run.workflow_id), col(Run.state), col(Run.error)
    rows = session.execute(
        select(*kinds, func.count())
        .where(
            col(Run.community_id) == by.community_id,
            *created_since(Run, since),
            col(Run.workflow_id).is_not(None),
        )
        .group_by(*kinds)
    )
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for workflow_id, state, error, runs in rows:
        counted[workflow_id]["stopped" if error == TOO_DEEP else state] += runs
    names = _names(session, by.community_id)
    found = [(names[workflow_id], _funnel(states)) for workflow_id, states in counted.items()]
    found.sort(key=lambda one: (-one[1].failed, -one[1].triggered, one[0].casefold()))
    return Funnels(found, since, asked < kept)


def _names(session: Session, community_id: int) -> dict[int, str]:
    rows = session.execute(
        select(col(Workflow.id), col(Workflow.name)).where(
            col(Workflow.community_id) == community_id
        )
    )
    return dict(rows.all())


def _funnel(states: Counter[str]) -> Funnel:
    triggered = states.total()
    return Funnel(
        triggered,
        triggered - states[RunState.DECLINED] - states["stopped"],
        states[RunState.DONE],
        states[RunState.FAILED],
        states[RunState.READY],
        states[RunState.ENDED],
    )
