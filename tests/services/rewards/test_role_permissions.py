"""Nobody gives by way of a reward or a workflow a role that they could not give by hand.

Seen to fail with the guards removed: with `why_not_decide` always None, what was refused of badges
and goals was done; with `same_but_for_texts` always true, each of the easier ways was saved.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.services.actors import Person, RoleFacts
from bot.services.errors import InvalidFormError
from bot.services.goals import editing as goals
from bot.services.goals.fields import GoalChanges
from bot.services.grants import bulk, bulk_plan, issue
from bot.services.rewards import editing as rewards
from bot.services.rewards.fields import RewardChanges
from bot.services.rewards.role_permissions import RoleNotTheirsToGiveError
from bot.services.workflows import drafts, editing
from bot.services.workflows.permissions import NOTHING, Attachable
from db.database import Database
from db.session import Session
from db.tables import Reward, RewardKind, WorkflowState
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI, Terms

ELDER, GENERAL = 12, 21
HELPER = Person(CLUB, 9, manages_server=True)
GIVER = replace(HELPER, member_id=10, gives=frozenset({ELDER}))
OWNERS = Attachable(
    {ELDER: RoleFacts(ELDER, assignable_by_actor=True, privileged=False)},
    seen={GENERAL},
    open={GENERAL},
)
THEIRS = replace(OWNERS, roles={ELDER: RoleFacts(ELDER, False, False)})
"""What a manager sees who cannot give the role."""

Data = dict[str, Any]

ROLE: Data = {"type": "add_role", "role": str(ELDER)}
ALL: Data = {
    "trigger": {"type": "course_complete", "id": "python"},
    "conditions": [
        {"type": "member_for_days", "days": 90},
        {"type": "any_of", "conditions": [{"type": "attribute", "name": "vip", "value": "yes"}]},
    ],
    "steps": [
        {"type": "deduct_points", "points": 500},
        {"type": "wait", "duration": "7d"},
        ROLE,
        {"type": "announce", "channel": str(GENERAL), "text": "{member} is an elder"},
    ],
}


def _with_step(number: int, step: Data) -> Data:
    return ALL | {"steps": [*ALL["steps"][:number], step, *ALL["steps"][number + 1 :]]}


EASIER: dict[str, Data] = {
    "another trigger": ALL | {"trigger": {"type": "daily_login"}},
    "the trigger asks for less": ALL | {"trigger": {"type": "course_complete"}},
    "no condition": ALL | {"conditions": []},
    "a lower number in a condition": ALL
    | {"conditions": [{"type": "member_for_days", "days": 1}, ALL["conditions"][1]]},
    "another value deep in a condition": ALL
    | {
        "conditions": [
            ALL["conditions"][0],
            {"type": "any_of", "conditions": [{"type": "attribute", "name": "vip", "value": "no"}]},
        ]
    },
    "a step before it that would have ended the run": ALL | {"steps": ALL["steps"][1:]},
    "the run goes on where it would have ended": _with_step(0, ALL["steps"][0] | {"go_on": True}),
    "a lower price": _with_step(0, {"type": "deduct_points", "points": 1}),
    "a shorter wait": _with_step(1, {"type": "wait", "duration": "1m"}),
    "another order": ALL | {"steps": ALL["steps"][::-1]},
}
TEXTS = _with_step(3, ALL["steps"][3] | {"text": "Hooray for {member}!"})


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(factories.add_community)


async def made(db: Database, definition: Data = ALL, *, enable: bool = True) -> int:
    """Let the owner save a workflow."""
    draft = await db.write(drafts.begin, BOSS, "Elders", definition)
    saved = await db.write(editing.save, BOSS, draft.draft_id, OWNERS, enable=enable)
    return saved.workflow_id


async def changed(
    db: Database,
    workflow_id: int,
    definition: Data,
    *,
    by: Person = HELPER,
    attachable: Attachable = THEIRS,
) -> editing.Saved:
    """Let a manager put another version in its place, as by a file."""
    draft = await db.write(drafts.open_workflow, by, workflow_id, definition)
    return await db.write(editing.save, by, draft.draft_id, attachable, enable=False)


async def texts(doing: Any) -> list[str]:
    """Return what a form is refused for."""
    with pytest.raises(InvalidFormError) as refusal:
        await doing
    return [invalid.message for invalid in refusal.value.errors]


@pytest.mark.parametrize("how", EASIER)
async def test_who_makes_the_way_to_a_role_another_attaches_it(db: Database, how: str) -> None:
    workflow_id = await made(db)
    refused = await texts(changed(db, workflow_id, EASIER[how]))
    assert refused == ["workflow-role-out-of-reach"]
    assert (await changed(db, workflow_id, EASIER[how], by=BOSS, attachable=OWNERS)).version == 2


async def test_words_are_anybodys_to_change(db: Database) -> None:
    workflow_id = await made(db)
    assert (await changed(db, workflow_id, TEXTS, attachable=NOTHING)).version == 2
    assert (await changed(db, workflow_id, ALL, attachable=NOTHING)).state == WorkflowState.ENABLED


async def test_who_enables_a_workflow_attaches_all_that_it_gives(db: Database) -> None:
    workflow_id = await made(db, enable=False)
    refusal = ["workflow-role-out-of-reach"]
    assert await texts(db.write(editing.enable, HELPER, workflow_id, THEIRS)) == refusal
    draft = await db.write(drafts.open_workflow, HELPER, workflow_id, TEXTS)
    saving = db.write(editing.save, HELPER, draft.draft_id, THEIRS, enable=True)
    assert await texts(saving) == refusal
    assert (await db.write(editing.enable, BOSS, workflow_id, OWNERS)).state == "enabled"
    # On already, so nothing is decided by it.
    assert (await db.write(editing.enable, HELPER, workflow_id, THEIRS)).state == "enabled"
    await db.write(editing.disable, HELPER, workflow_id)  # takes nothing from the owner's say


async def elder_badge(db: Database, *, published: bool = True) -> int:
    """Make a badge that carries the role."""
    reward_id = await db.write(
        factories.publish, RewardKind.BADGE, "Elder", Terms(badge_role_id=ELDER)
    )
    if not published:
        await db.write(rewards.unpublish, BOSS, reward_id)
    return reward_id


async def test_a_step_that_gives_a_badge_gives_its_role(db: Database) -> None:
    definition = ALL | {"steps": [{"type": "assign_reward", "reward": str(await elder_badge(db))}]}
    draft = await db.write(drafts.begin, HELPER, "Mine", definition)
    refusal = ["reward-role-not-yours"]
    saving = db.write(editing.save, HELPER, draft.draft_id, THEIRS, enable=False)
    assert await texts(saving) == refusal
    workflow_id = await made(db, definition, enable=False)
    assert await texts(db.write(editing.enable, HELPER, workflow_id, THEIRS)) == refusal
    assert (await db.write(editing.enable, GIVER, workflow_id, OWNERS)).state == "enabled"


async def test_granting_a_badge_by_hand_gives_its_role(db: Database) -> None:
    badge = await elder_badge(db)
    with pytest.raises(RoleNotTheirsToGiveError):
        await db.write(issue.grant, HELPER, MAI, badge, key="one")
    with pytest.raises(RoleNotTheirsToGiveError):
        await db.write(bulk_plan.plan, HELPER, badge, [MAI.member_id])
    planned = await db.write(bulk_plan.plan, BOSS, badge, [MAI.member_id])
    with pytest.raises(RoleNotTheirsToGiveError):
        await db.write(bulk.confirm, HELPER, planned.bulk_id, as_far_as_it_reaches=False)
    plain = await db.write(factories.publish, RewardKind.BADGE, "Plain")
    assert (await db.write(issue.grant, HELPER, MAI, plain, key="two")).new
    assert (await db.write(issue.grant, GIVER, MAI, badge, key="three")).new


async def test_putting_a_badge_on_offer_gives_its_role(db: Database) -> None:
    badge = await elder_badge(db, published=False)
    with pytest.raises(RoleNotTheirsToGiveError):
        await db.write(rewards.publish, HELPER, badge)
    later = RewardChanges(expires_on=date(2030, 1, 1))
    with pytest.raises(RoleNotTheirsToGiveError):
        await db.write(rewards.edit, HELPER, badge, later)
    texts = RewardChanges(name="Elders", description="For elders")
    assert (await db.write(rewards.edit, HELPER, badge, texts)).changed == ("name", "description")
    await db.write(rewards.publish, GIVER, badge)
    await db.write(rewards.unpublish, HELPER, badge)


@pytest.mark.parametrize(
    "change", [GoalChanges(target=1), GoalChanges(action="daily_login")], ids=["target", "action"]
)
async def test_who_makes_a_goal_easier_promises_its_reward(
    db: Database, change: GoalChanges
) -> None:
    await elder_badge(db)
    hard = GoalChanges(
        name="Hard", period="weekly", action="post_created", target=100, reward="Elder"
    )
    refusal = ["reward-role-not-yours"]
    assert await texts(db.write(goals.create, HELPER, hard)) == refusal
    goal_id = (await db.write(goals.create, BOSS, hard)).goal.goal_id
    assert await texts(db.write(goals.edit, HELPER, goal_id, change)) == refusal
    renamed = await db.write(goals.edit, HELPER, goal_id, GoalChanges(name="Very hard"))
    assert renamed.changed == ("name",)
    without = await db.write(goals.edit, HELPER, goal_id, GoalChanges(reward=""))
    assert without.changed == ("reward_id",)


async def test_who_carries_a_role_over_to_another_badge_attaches_it(db: Database) -> None:
    badge = await elder_badge(db)
    same = RewardChanges(badge_role=RoleFacts(ELDER, False, False))
    assert (await db.write(rewards.edit, HELPER, badge, same)).changed == ()
    other = await db.write(rewards.create, HELPER, RewardKind.BADGE, RewardChanges(name="Mine"))
    editing_it = db.write(rewards.edit, HELPER, other.reward.reward_id, same)
    assert await texts(editing_it) == ["reward-role-out-of-reach"]

    def role(session: Session) -> int | None:
        return session.get_one(Reward, (CLUB, other.reward.reward_id)).badge_role_id

    assert await db.read(role) is None
