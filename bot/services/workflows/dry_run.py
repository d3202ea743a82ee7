"""Trying a workflow out on one member, doing nothing in the end."""

from dataclasses import dataclass

from bot.services import communities
from bot.services.actors import Person, require_manager
from bot.services.errors import RefusedError
from bot.services.workflows import template_values, templates
from bot.services.workflows.definition import Definition
from bot.services.workflows.evaluate import ask, attempt, do
from bot.services.workflows.part_fields import settings_of
from bot.services.workflows.parts import Context, MemberNow, Part
from bot.texts import t
from db.session import Session
from db.tables import Event, Goal, TraceOutcome


@dataclass(frozen=True)
class TriedLine:
    """What came of one part. `refusal` says why a step cannot be done, `text` what one says."""

    path: str
    part: Part
    outcome: TraceOutcome
    refusal: RefusedError | None = None
    text: str | None = None


@dataclass(frozen=True)
class Trial:
    """What a workflow would do for somebody; `done`: to its end."""

    lines: list[TriedLine]
    done: bool


def try_on(
    session: Session,
    by: Person,
    definition: Definition,
    who: MemberNow | None,
    *,
    workflow_id: int | None = None,
) -> Trial:
    """Let a workflow run for a member as if its trigger had just happened, and undo everything.

    Waits are passed over. `who` is None where the trigger is about nobody.
    """
    require_manager(session, by)
    undone = session.begin_nested()
    try:
        return _try(session, by.community_id, definition, who, workflow_id)
    finally:
        undone.rollback()


def _try(
    session: Session,
    community_id: int,
    definition: Definition,
    who: MemberNow | None,
    workflow_id: int | None,
) -> Trial:
    event = _imagined(session, community_id, definition, who)
    run_id = session.new_id()
    language = communities.get(session, community_id).language

    context = Context(session, community_id, event, workflow_id, run_id, who=who)
    asked = list(ask(context, definition.conditions))
    lines = [TriedLine(one.path, one.condition, one.outcome) for one in asked]
    if not all(one.held for one in asked):
        return Trial(lines, done=False)
    for made in attempt(context, definition.steps, do):
        text = _said(session, definition, made.position, event, language)
        lines.append(TriedLine(made.path, made.step, made.outcome, made.refusal, text))
    return Trial(lines, done=lines[-1].outcome is not TraceOutcome.FAILED)


def _said(
    session: Session, definition: Definition, position: int, event: Event, language: str
) -> str | None:
    """Return what a step would say; `{server}` stays, since only Discord knows its name."""
    text = getattr(definition.steps[position], "text", None)
    if text is None:
        return None
    before = [step.model_dump() for step in definition.steps[:position]]
    known = template_values.filling(session, before, event)
    values = {"reward": known.reward, "goal": known.goal, "points": None}
    if known.points is not None:
        currency = communities.get(session, event.community_id).currency
        text_id = "common-points-named" if currency else "common-points"
        values["points"] = t(language, text_id, amount=known.points, currency=currency)
    told = {name: value for name, value in values.items() if value is not None}
    return templates.render(text, told, event.member_id)


def _imagined(
    session: Session, community_id: int, definition: Definition, who: MemberNow | None
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
