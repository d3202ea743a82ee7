"""What a workflow would have done with what has happened: how many would have got what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import col, func, select

from bot.services.actors import Person, require_manager
from bot.services.rewards import stock
from bot.services.workflows.definition import Definition
from bot.services.workflows.effects import Imagined
from bot.services.workflows.evaluate import ask, attempt, imagine
from bot.services.workflows.parts import Context, MemberNow, Step
from bot.services.workflows.steps.assign_reward import AssignReward
from db.session import Session
from db.tables import Event, EventState, Member, Reward

LOOKED_BACK = timedelta(days=30)
"""How far back events are looked at."""

MOST_EVENTS = 50_000
"""How many events are looked at; of more, the latest."""

SLICE = 500
"""Events at the most in one transaction."""


@dataclass
class Effect:
    """How often a step would have been done, and for how many members.

    `left`: how many of its reward there are; None where nothing is counted. `refused` counts by
    the text that says why not; `held` counts badges that were held already.
    """

    path: str
    part: Step
    times: int = 0
    members: set[int] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    held: int = 0
    left: int | None = None

    @property
    def suffices(self) -> bool:
        """Tell whether there is enough for everybody."""
        return self.left is None or self.left >= self.times


@dataclass
class Replay:
    """What a workflow would have done with what happened, as far as that has been looked at.

    `runs` counts events for which its conditions hold today; `cut`: there were too many events, and
    only the latest were looked at.
    """

    total: int = 0
    seen: int = 0
    runs: int = 0
    effects: list[Effect] = field(default_factory=list)
    cut: bool = False
    done: bool = False
    after: int = 0  # the id of the last event that was looked at
    imagined: Imagined = field(default_factory=Imagined)

    @property
    def members(self) -> set[int]:
        """Return for whom it would have run."""
        return self.imagined.ran_for


def replay(
    session: Session, by: Person, definition: Definition, so_far: Replay | None = None
) -> Replay:
    """Look at a slice of the last 30 days' events; call it with what it returns until `done`.

    Changes nothing. Members are taken as they are today, and each for the first time.
    """
    require_manager(session, by)
    replay = so_far or _beginning(session, by.community_id, definition)
    events = session.exec(
        select(Event)
        .where(*_chosen(session, by.community_id, definition), col(Event.id) > replay.after)
        .order_by(col(Event.id))
        .limit(SLICE)
    ).all()
    members = _members(session, by.community_id, events)
    for event in events:
        who = members.get(event.member_id or 0)
        if who is not None or not definition.trigger.about_member:
            _take(session, replay, definition, event, who)
    replay.seen += len(events)
    replay.done = len(events) < SLICE
    if events:
        replay.after = events[-1].id
    return replay


def _chosen(session: Session, community_id: int, definition: Definition) -> Sequence[bool]:
    return (
        Event.community_id == community_id,
        Event.trigger == definition.trigger.key,
        Event.happened_at >= session.now - LOOKED_BACK,
        Event.state == EventState.DONE,
    )


def _beginning(session: Session, community_id: int, definition: Definition) -> Replay:
    chosen = _chosen(session, community_id, definition)
    total = session.exec(select(func.count()).select_from(Event).where(*chosen)).one()
    first = session.exec(
        select(Event.id)
        .where(*chosen)
        .order_by(col(Event.id).desc())
        .offset(MOST_EVENTS - 1)
        .limit(1)
    ).first()
    effects = [Effect(f"steps.{number}", step) for number, step in enumerate(definition.steps)]
    for effect in effects:
        if isinstance(effect.part, AssignReward):
            reward = session.get_one(Reward, (community_id, effect.part.reward))
            effect.left = stock.left_to_give(session, reward)
    return Replay(
        total=min(total, MOST_EVENTS),
        effects=effects,
        cut=total > MOST_EVENTS,
        after=first - 1 if first is not None else 0,
    )


def _members(session: Session, community_id: int, events: Sequence[Event]) -> dict[int, MemberNow]:
    """Return those who are here, of whom events are about."""
    rows = session.exec(
        select(Member).where(
            Member.community_id == community_id,
            col(Member.member_id).in_({event.member_id for event in events}),
            col(Member.present),
        )
    )
    return {
        row.member_id: MemberNow(row.member_id, frozenset(map(int, row.role_ids)), row.joined_at)
        for row in rows
    }


def _take(
    session: Session,
    replay: Replay,
    definition: Definition,
    event: Event,
    who: MemberNow | None,
) -> None:
    context = Context(
        session, event.community_id, event, None, run_id=0, who=who, imagined=replay.imagined
    )
    if not definition.trigger.matches(context):
        return
    if not all(one.held for one in ask(context, definition.conditions)):
        return
    replay.runs += 1
    if who is not None:
        replay.members.add(who.member_id)
    for made in attempt(context, definition.steps, imagine):
        effect = replay.effects[made.position]
        if made.refusal is not None:
            effect.refused[made.refusal.message] += 1
        elif not made.done.new:
            effect.held += 1
        else:
            effect.times += 1
            if who is not None:
                effect.members.add(who.member_id)
