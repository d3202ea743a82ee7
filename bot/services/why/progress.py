"""How far a member is with each goal, what is missing, and what became of its reward."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import col

from bot.services.actors import Person, require_own_or_manager
from bot.services.goals import listing
from bot.services.goals.listing import MemberProgress
from bot.services.workflows import history
from bot.services.workflows.history import RunLine
from db.session import Session
from db.tables import Event, Run, linked


@dataclass(frozen=True)
class GoalNow:
    """A goal as a member stands with it; `run` brought its reward in this period, or tries to."""

    progress: MemberProgress
    run: RunLine | None

    @property
    def missing(self) -> int:
        """How much of what it counts is missing."""
        return max(0, self.progress.target - self.progress.amount)


@dataclass(frozen=True)
class GoalsNow:
    """A page of goals, those that end first on top; pages count from 1."""

    goals: list[GoalNow]
    page: int
    pages: int


def page_of(session: Session, person: Person, member_id: int, page: int = 1) -> GoalsNow:
    """Return a page of the goals as a member stands with them; of others only to managers."""
    require_own_or_manager(session, person, member_id)
    found = listing.of_member(session, person.community_id, member_id, page)
    done = [one for one in found.goals if one.completed]
    runs = _runs(session, person.community_id, member_id, done)
    return GoalsNow(
        [GoalNow(one, runs.get(one.goal_id)) for one in found.goals], found.page, found.pages
    )


def _runs(
    session: Session, community_id: int, member_id: int, done: Collection[MemberProgress]
) -> Mapping[int, RunLine]:
    """Return what brought the rewards of goals that are completed, by goal: the newest run."""
    periods = {one.goal_id: str(one.begins_on) for one in done}
    if not periods:
        return {}
    rows = session.execute(
        history.with_name()
        .add_columns(col(Event.data))
        .join(Event, linked(Event.id, Run.event_id))
        .where(
            col(Run.community_id) == community_id,
            col(Run.member_id) == member_id,
            col(Run.goal_id).in_(periods),
        )
        .order_by(col(Run.id))
    ).all()
    mine = [row for row in rows if row[3].get("begins_on") == periods[row[0].goal_id]]
    reasons = history.reasons(session, community_id, [row[0] for row in mine])
    return {
        run.goal_id: history.run_line(run, workflow, goal, reasons.get(run.id))
        for run, workflow, goal, _ in mine
    }
