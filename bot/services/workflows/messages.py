"""What a step of a workflow says, filled in with what the steps before it gave."""

from collections.abc import Sequence

from bot.services import communities
from bot.services.workflows import templates
from bot.services.workflows.definition import Definition
from bot.services.workflows.parts import Step
from bot.texts import t
from db.session import Session
from db.tables import Event, Reward, Run, WorkflowVersion


def of_run(session: Session, run: Run, position: int, language: str) -> str:
    """Return the text of a run's step, as its version has it.

    `{server}` is left for `templates.name_server`: only Discord knows its name.
    """
    version = session.get_one(WorkflowVersion, (run.community_id, run.workflow_id, run.version))
    definition = Definition.model_validate(version.definition)
    event = session.get_one(Event, (run.community_id, run.event_id))
    return fill(session, definition, position, event, language)


def fill(
    session: Session, definition: Definition, position: int, event: Event, language: str
) -> str:
    """Return the text of a step for an event; one without a text says nothing."""
    before = definition.steps[:position]
    values = {}
    if "goal_name" in event.data:
        values["goal"] = str(event.data["goal_name"])
    reward_id = _last(before, "reward") or event.data.get("reward")
    if reward_id is not None:
        values["reward"] = session.get_one(Reward, (event.community_id, int(reward_id))).name
    points = _last(before, "points")
    if points is not None:
        currency = communities.get(session, event.community_id).currency
        text_id = "common-points-named" if currency else "common-points"
        values["points"] = t(language, text_id, amount=points, currency=currency)
    text = getattr(definition.steps[position], "text", "")
    return templates.render(text, values, event.member_id)


def _last(steps: Sequence[Step], setting: str) -> int | None:
    """Return a setting of the last step that has it."""
    found = (getattr(step, setting, None) for step in reversed(steps))
    return next((value for value in found if value is not None), None)
