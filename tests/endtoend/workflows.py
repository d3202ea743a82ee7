"""Workflows that are put together in chat, and events that start them."""

from typing import Any

from sqlmodel import col, select

from bot import localdiscord
from bot.localdiscord import Answer, Member
from bot.services import events
from bot.services.actors import remember
from bot.services.events import NewEvent
from bot.services.workflows import drafts, editing
from bot.services.workflows.permissions import Attachable
from db.database import Database
from db.session import Session
from db.tables import (
    Event,
    EventState,
    Run,
    RunState,
    Workflow,
    WorkflowState,
    WorkflowVersion,
)
from tests.endtoend.rewards import boss
from tests.support import factories
from tests.support.bot import RunningBot
from tests.support.until import until

POINTS: dict[str, Any] = {
    "trigger": {"type": "course_complete"},
    "steps": [{"type": "award_points", "points": 5}],
}


def enabled(
    session: Session, club: localdiscord.Community, trigger: str, *steps: dict[str, Any]
) -> None:
    """Have a workflow that does these steps, past the chat."""
    workflow_id = session.new_id()
    session.add(
        Workflow(
            community_id=club.id,
            id=workflow_id,
            name="Well done",
            name_key="well done",
            state=WorkflowState.ENABLED,
            trigger=trigger,
            created_by=club.owner.id,
            created_at=session.now,
        )
    )
    session.flush()
    session.add(
        WorkflowVersion(
            community_id=club.id,
            workflow_id=workflow_id,
            version=1,
            definition={"trigger": {"type": trigger}, "conditions": [], "steps": list(steps)},
            created_by=club.owner.id,
            created_at=session.now,
        )
    )
    session.flush()


async def begin(manager: Member, name: str | None = None, ready: str | None = None) -> Answer:
    """Begin a workflow in chat and return its card."""
    form = (await manager.command("workflow create")).modal
    assert form is not None
    fields = {"Name": name or "", "Start from": ready or ""}
    return await form.submit({label: value for label, value in fields.items() if value})


async def choose(card: Answer, label: str, settings: dict[str, Any] | None = None) -> Answer:
    """Choose from whichever list of a card has it, and fill in the form that opens."""
    for number, select_ in enumerate(card.selects):
        if label in [option["label"] for option in select_.get("options", [])]:
            chosen = await card.choose(label, select=number)
            if chosen.modal is None:
                return chosen
            return await chosen.modal.submit(settings or {})
    raise LookupError(f"{label} is not offered")


def offered(card: Answer) -> list[str]:
    """Return everything that a card's lists offer."""
    return [option["label"] for one in card.selects for option in one.get("options", [])]


async def happen(
    bot: RunningBot,
    db: Database,
    trigger: str,
    member: Member,
    key: str = "once",
    **data: Any,
) -> None:
    """Let something happen, and wait until all that comes of it is done or waits."""
    club = member.community

    def tell(session: Session) -> None:
        factories.add_community(session, community_id=club.id)
        remember(session, club.id, member.id)
        new_event = NewEvent(
            club.id, trigger, f"{trigger}:{member.id}:{key}", member.id, session.now
        )
        events.store(session, [new_event._replace(data=data)])

    await db.write(tell)
    bot.client.worker.wake()
    await settled_runs(db, club)


async def settled_runs(db: Database, club: localdiscord.Community) -> list[tuple[str, int]]:
    """Wait until no event is pending and no run is due; return their states and positions."""

    def use_case(session: Session) -> list[tuple[str, int]] | None:
        pending = select(Event).where(
            Event.community_id == club.id, Event.state == EventState.PENDING
        )
        runs = session.exec(
            select(Run).where(Run.community_id == club.id).order_by(col(Run.id))
        ).all()
        due = [run for run in runs if run.state == RunState.READY and run.due_at <= session.now]
        if session.exec(pending).first() is not None or due:
            return None
        return [(run.state, run.position) for run in runs]

    async def check() -> list[tuple[str, int]] | None:
        found = await db.read(use_case)
        return None if found is None else [*found, ("", 0)]

    found = await until(check)
    assert found is not None
    return found[:-1]


async def workflow(
    db: Database,
    club: localdiscord.Community,
    definition: dict[str, Any] = POINTS,
    name: str = "Welcome",
    *,
    enable: bool = True,
) -> int:
    """Save a workflow past the chat and return its id."""

    def use_case(session: Session) -> int:
        factories.add_community(session, community_id=club.id)
        draft = drafts.begin(session, boss(club), name, definition)
        nothing = Attachable({}, (), ())
        return editing.save(session, boss(club), draft.draft_id, nothing, enable=enable).workflow_id

    return await db.write(use_case)


async def workflows(db: Database, club: localdiscord.Community) -> dict[str, tuple[str, int]]:
    """Return the state and the version of every workflow, by name."""

    def use_case(session: Session) -> dict[str, tuple[str, int]]:
        rows = session.exec(select(Workflow).where(Workflow.community_id == club.id))
        return {row.name: (row.state, row.version) for row in rows}

    return await db.read(use_case)
