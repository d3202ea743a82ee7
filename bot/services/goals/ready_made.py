"""Goals that most communities could use, made in one choice."""

from dataclasses import dataclass

from bot.services import communities
from bot.services.actors import Person, require_manager
from bot.services.errors import InvalidFormError
from bot.services.goals import lookup
from bot.services.goals.editing import Edited, create
from bot.services.goals.fields import GoalChanges
from bot.services.goals.listing import details
from bot.texts import t
from db.session import Session
from db.tables import Period


@dataclass(frozen=True)
class ReadyMade:
    """A goal as it is offered. `action` None: points from earning rules."""

    key: str
    period: Period
    action: str | None
    target: int

    def name(self, language: str) -> str:
        """Return what it is called."""
        return t(language, f"goal-ready-{self.key}")


READY_MADE = {
    offered.key: offered
    for offered in (
        ReadyMade("regular", Period.WEEKLY, "daily_login", 5),
        ReadyMade("conversation", Period.WEEKLY, "comment_created", 10),
        ReadyMade("star", Period.MONTHLY, None, 500),
        ReadyMade("learner", Period.QUARTERLY, "course_complete", 3),
    )
}
"""What is offered, by key."""


def create_ready_made(session: Session, by: Person, key: str) -> Edited:
    """Make a ready-made goal, called in the community's language.

    If there is one already, it stays as it is, and nothing has changed.
    """
    require_manager(session, by)
    offered = READY_MADE[key]
    name = offered.name(communities.get(session, by.community_id).language)
    changes = GoalChanges(
        name=name, period=offered.period, action=offered.action, target=offered.target
    )
    try:
        return create(session, by, changes)
    except InvalidFormError:  # the name is taken; nothing else can be wrong with it
        there = lookup.resolve(session, by.community_id, name)
        return Edited(details(session, by, there.goal_id), ())
