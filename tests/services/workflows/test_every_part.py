"""A dry run, a backtest and a run agree on every part that there is, by its own example."""

from typing import Any

import pytest

from bot.services.actors import remember
from bot.services.members import memberships
from bot.services.members.memberships import MembershipChange
from bot.services.points import ledger
from bot.services.workflows import dry_run
from bot.services.workflows.definition import Definition
from bot.services.workflows.parts import Part
from db.database import Database
from db.session import Session
from db.tables import Event, Member, RewardKind
from tests.services.workflows.parts import every_part, example
from tests.services.workflows.three_ways import DONE, Judged, allow, judged
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI
from tests.support.goals import goal
from tests.support.pipeline import seen

ROLE, CHANNEL = 1200000000000000011, 1200000000000000021
"""Those that the examples name."""

POINTS = {"type": "award_points", "points": 1}


@pytest.fixture
async def ids(db: Database) -> dict[str, int]:
    """The reward and the goal that the examples name; Mai has what the examples ask for."""

    def use_case(session: Session) -> dict[str, int]:
        factories.add_community(session)
        remember(session, CLUB, MAI.member_id)
        session.get_one(Member, (CLUB, MAI.member_id)).role_ids = [ROLE]
        ledger.award(session, BOSS, MAI, 100, key="start")
        change = MembershipChange("webhook", session.now, key="m")
        memberships.apply(session, CLUB, MAI.member_id, "membership_purchased", change, plan="gold")
        return {
            "reward": factories.publish(session, RewardKind.BADGE, "Coffee mug"),
            "goal": goal(session, "Ten posts"),
        }

    return await db.write(use_case)


def workflow(part: type[Part], ids: dict[str, int]) -> dict[str, Any]:
    """Return a workflow with the example of a part, and two steps after it."""
    settings = {name: ids.get(name, value) for name, value in example(part).items()}
    about_member = part.kind != "trigger" or part.about_member
    after = [POINTS] if about_member else [{"type": "wait", "duration": "1h"}]
    return {
        "trigger": settings if part.kind == "trigger" else {"type": "quiz_passed"},
        "conditions": [settings] if part.kind == "condition" else [],
        "steps": [settings, *after] if part.kind == "step" else after,
    }


@pytest.mark.parametrize(
    "part", [pytest.param(part, id=f"{kind}-{part.key}") for kind, part in every_part()]
)
async def test_all_three_say_the_same(
    db: Database, clock: Clock, ids: dict[str, int], part: type[Part]
) -> None:
    data = workflow(part, ids)
    definition = Definition.model_validate(data)

    def raise_event(session: Session, workflow_id: int) -> Event:
        who = seen(session, MAI.member_id) if definition.trigger.about_member else None
        event = dry_run.sample_event(session, CLUB, definition, who)
        event.key, event.state = part.key, "done"
        if part.key == "schedule":
            event.data["workflow"] = str(workflow_id)
        if part.key == "daily_login":
            event.data["day"] = str(session.now.date())
        session.add(event)
        session.flush()
        return event

    attachable = allow(roles={ROLE}, channels={CHANNEL})
    dried, tested, ran = await judged(db, clock, data, raise_event, attachable, name=part.key)
    assert dried == ran
    if part.key == "schedule":  # its event is of one workflow, which a backtest does not know
        assert tested == Judged(False)
    else:
        assert tested == ran
    if part.kind != "condition":
        assert ran == Judged(True, tuple(DONE for _ in data["steps"]))
