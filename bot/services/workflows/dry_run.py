"""A dry run: what a workflow would do for one member; nothing of it is written."""

from dataclasses import dataclass

from bot.services import communities
from bot.services.actors import Person, require_manager
from bot.services.members.diff import MemberSnapshot
from bot.services.state import Loaded, State, try_out
from bot.services.workflows import template_values, templates
from bot.services.workflows.definition import Definition
from bot.services.workflows.evaluate import Evaluator, Result
from bot.services.workflows.part_fields import settings_of
from bot.services.workflows.parts import Context
from bot.texts import t
from db.session import Session
from db.tables import Event, Goal, TraceOutcome


@dataclass(frozen=True)
class DryRun:
    """What a workflow would do for somebody.

    `texts`: what steps would say, by their paths. `done`: the run would come to its end.
    """

    results: list[Result]
    texts: dict[str, str]
    done: bool


def run(
    session: Session,
    by: Person,
    definition: Definition,
    who: MemberSnapshot | None,
    *,
    workflow_id: int | None = None,
) -> DryRun:
    """Run a workflow for a member as if its trigger had just happened, and write nothing.

    All conditions are checked, and waits are passed over. `who` is None where the trigger is about
    nobody.
    """
    require_manager(session, by)
    event = sample_event(session, by.community_id, definition, who)
    loaded = Loaded(session, by.community_id, locks=False)
    return try_out(loaded, lambda state: _run(session, state, definition, event, who, workflow_id))


def _run(
    session: Session,
    state: State,
    definition: Definition,
    event: Event,
    who: MemberSnapshot | None,
    workflow_id: int | None,
) -> DryRun:
    evaluator = Evaluator(definition, Context(state, event, workflow_id, state.new_id(), who=who))
    results = list(evaluator.conditions(after_false=True))
    if any(result.is_false for result in results):
        return DryRun(results, {}, done=False)
    texts: dict[str, str] = {}
    for position, result in enumerate(evaluator.steps()):
        results.append(result)
        text = _text(session, definition, position, event)
        if text is not None:
            texts[result.path] = text
    return DryRun(results, texts, done=results[-1].outcome is not TraceOutcome.FAILED)


def _text(session: Session, definition: Definition, position: int, event: Event) -> str | None:
    """Return what a step would say; `{server}` stays, since only Discord knows its name."""
    text = getattr(definition.steps[position], "text", None)
    if text is None:
        return None
    community = communities.get(session, event.community_id)
    before = [step.model_dump() for step in definition.steps[:position]]
    known = template_values.load(session, before, event)
    values = {"reward": known.reward, "goal": known.goal, "points": None, "place": None}
    if known.place is not None:
        values["place"] = str(known.place)
    if known.points is not None:
        currency = community.currency
        text_id = "common-points-named" if currency else "common-points"
        values["points"] = t(community.language, text_id, amount=known.points, currency=currency)
    filled = {name: value for name, value in values.items() if value is not None}
    return templates.render(text, filled, event.member_id)


def sample_event(
    session: Session, community_id: int, definition: Definition, who: MemberSnapshot | None
) -> Event:
    """Return an event of the kind that the trigger asks for; it is not stored."""
    trigger = definition.trigger
    event = Event(
        community_id=community_id,
        id=session.new_id(),
        trigger=trigger.key,
        key="",
        member_id=who.member_id if who else None,
        happened_at=session.now,
        created_at=session.now,
        data=dict(trigger.sample),
    )
    for setting in settings_of(type(trigger)):
        value = getattr(trigger, setting.name)
        if setting.kind == "channel":
            event.channel_id = value
        elif value is not None:
            is_id = setting.kind in {"role", "reward", "goal"}
            event.data[setting.name] = str(value) if is_id else value
        if setting.kind == "goal" and value is not None:
            event.data["goal_name"] = session.get_one(Goal, (community_id, value)).name
    return event
