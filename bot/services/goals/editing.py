"""Making goals and changing them.

What a goal asks changes at once while nobody has begun in this period, else with the next one.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import col

from bot.services import audit, calendar
from bot.services.actors import Person, require_manager
from bot.services.calendar import next_period_start, period_start
from bot.services.errors import InvalidFormError, InvalidInputError, RefusedError, existing
from bot.services.goals import fields
from bot.services.goals.fields import GoalChanges
from bot.services.goals.listing import GoalDetails, details
from bot.services.rewards.role_permissions import why_not_decide_by_id
from bot.services.typed import UNSET
from db.locks import hold_writers
from db.session import Session
from db.tables import Goal, GoalProgress, GoalState, GoalTerms, Period

_NAME_INDEX = ("uq_goal_name", "goal.name_key")  # as each database tells of it

_TERMS = ("action", "target", "reward_id", "count_all")
"""What a goal asks; its name changes at once, whoever has begun."""


class ArchivedGoalError(RefusedError):
    """What is archived stays as it is."""

    message = "goal-is-archived"


@dataclass(frozen=True)
class Edited:
    """A goal after a change. `changed` names the columns that differ now; none is a success too.

    `at_once`: what it asks has changed for this period already, as nobody had begun.
    """

    goal: GoalDetails
    changed: tuple[str, ...]
    at_once: bool = False

    @property
    def terms_changed(self) -> bool:
        """Whether it asks something else, now or from the next period on."""
        return not set(_TERMS).isdisjoint(self.changed)


def create(session: Session, by: Person, changes: GoalChanges) -> Edited:
    """Make a goal, which counts from now on; `changes` must name it and say how far to go.

    Raises `InvalidFormError` with every error.
    """
    require_manager(session, by)
    today = calendar.today(session, by.community_id)
    goal = Goal(
        community_id=by.community_id,
        id=session.new_id(),
        name="",
        name_key="",
        period="",
        created_by=by.member_id,
        created_at=session.now,
    )
    terms = GoalTerms(community_id=by.community_id, goal_id=goal.id, begins_on=today, target=0)
    needed = ("name", "period", "target")
    lacking = {name: None for name in needed if getattr(changes, name) is UNSET}
    changed = _apply(session, replace(changes, **lacking), goal, terms, today)
    _require_may_promise(session, by, terms, changed)
    terms.begins_on = period_start(Period(goal.period), today)
    session.add(terms)
    session.flush()
    audit.record_by(session, by, "goal.created", goal=goal.name)
    return Edited(details(session, by, goal.id), changed)


def edit(session: Session, by: Person, goal_id: int, changes: GoalChanges) -> Edited:
    """Change the fields that are given: the name at once, what is asked once nobody is misled.

    Raises `InvalidFormError` with every error, and then changes nothing.
    """
    goal = _locked(session, by, goal_id)
    if goal.state == GoalState.ARCHIVED:
        raise ArchivedGoalError(name=goal.name)
    today = calendar.today(session, by.community_id)
    newest = _newest_terms(session, goal)
    terms = GoalTerms(**newest.model_dump())
    before = _for_audit(goal, terms)
    changed = _apply(session, changes, goal, terms, today)
    _require_may_promise(session, by, terms, changed)
    edited = Edited(details(session, by, goal_id), changed)
    if edited.terms_changed:
        at_once = _put(session, goal, terms, today)
        edited = replace(edited, goal=details(session, by, goal_id), at_once=at_once)
    if changed:
        after = _for_audit(goal, terms)
        audit.record_by(
            session,
            by,
            "goal.edited",
            goal=goal.name,
            fields=list(changed),
            before={name: before[name] for name in changed if name in before},
            after={name: after[name] for name in changed if name in after},
        )
    return edited


def _require_may_promise(
    session: Session, by: Person, terms: GoalTerms, changed: tuple[str, ...]
) -> None:
    """Refuse whoever changes more than the name of a goal whose reward they may not decide about.

    An easier target gives the reward's role as much as a new reward does.
    """
    if terms.reward_id is None or set(changed) <= {"name"}:
        return
    refusal = why_not_decide_by_id(session, by, terms.reward_id)
    if refusal is not None:
        raise InvalidFormError([InvalidInputError("reward", refusal.message, **refusal.params)])


def archive(session: Session, by: Person, goal_id: int) -> Edited:
    """Let a goal count no more, for good; who completed it keeps what they got."""
    goal = _locked(session, by, goal_id)
    changed: tuple[str, ...] = ()
    if goal.state != GoalState.ARCHIVED:
        goal.state = GoalState.ARCHIVED
        session.add(goal)
        session.flush()
        audit.record_by(session, by, "goal.archived", goal=goal.name)
        changed = ("state",)
    return Edited(details(session, by, goal_id), changed)


def _locked(session: Session, by: Person, goal_id: int) -> Goal:
    """Return a goal that nothing else changes until the transaction ends."""
    require_manager(session, by)
    # Members' progress refers to it meanwhile.
    return existing(session.locked(Goal, (by.community_id, goal_id), key_share=True))


def _put(session: Session, goal: Goal, terms: GoalTerms, today: date) -> bool:
    """Let terms hold: in this period if nobody has begun, which is returned, else from the next."""
    period = Period(goal.period)
    now, later = period_start(period, today), next_period_start(period, today)
    at_once = not _anybody_begun(session, goal, now)
    if at_once:
        session.execute(
            delete(GoalTerms).where(
                col(GoalTerms.community_id) == goal.community_id,
                col(GoalTerms.goal_id) == goal.id,
                col(GoalTerms.begins_on) > now,
            )
        )
    terms.begins_on = now if at_once else later
    session.merge(terms)
    session.flush()
    return at_once


def _anybody_begun(session: Session, goal: Goal, begins_on: date) -> bool:
    """Return whether somebody has progress in a period; nobody makes any until we are done."""
    hold_writers(session, GoalProgress)
    begun = select(col(GoalProgress.member_id)).where(
        col(GoalProgress.community_id) == goal.community_id,
        col(GoalProgress.goal_id) == goal.id,
        col(GoalProgress.begins_on) == begins_on,
        col(GoalProgress.amount) > 0,
    )
    return session.execute(begun.limit(1)).first() is not None


def _newest_terms(session: Session, goal: Goal) -> GoalTerms:
    return session.scalars(
        select(GoalTerms)
        .where(
            col(GoalTerms.community_id) == goal.community_id,
            col(GoalTerms.goal_id) == goal.id,
        )
        .order_by(col(GoalTerms.begins_on).desc())
        .limit(1)
    ).one()


def _apply(
    session: Session, changes: GoalChanges, goal: Goal, terms: GoalTerms, today: date
) -> tuple[str, ...]:
    """Set what is given and return the columns that differ now; the terms are not stored here."""
    values, errors = fields.read(session, changes, goal, terms, today)
    of_terms = {name: values.pop(name) for name in _TERMS if name in values}
    changed = [name for name, value in values.items() if getattr(goal, name) != value]
    changed += [name for name, value in of_terms.items() if getattr(terms, name) != value]
    # Whatever else is wrong, it is stored: so a name that is taken is told with the rest.
    stored = {"period": goal.period or Period.WEEKLY} | values
    if not session.set_unless_taken(goal, stored, _NAME_INDEX):
        errors.append(InvalidInputError("name", "goal-name-taken", given=values["name"]))
    if errors:
        raise InvalidFormError(errors)
    for name, value in of_terms.items():
        setattr(terms, name, value)
    return tuple(name for name in changed if name != "name_key")


def _for_audit(goal: Goal, terms: GoalTerms) -> dict[str, Any]:
    """Return what is short enough for the audit; of the others it says that they changed."""
    return {"name": goal.name, "target": terms.target}
