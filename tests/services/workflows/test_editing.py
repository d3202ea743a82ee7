"""Drafts of workflows, and the versions that come of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import col, select

from bot.services import audit
from bot.services.actors import RoleFacts
from bot.services.errors import GoneError, InvalidFormError, InvalidInputError, NotAManagerError
from bot.services.maintenance import retention
from bot.services.workflows import draft_tree, drafts, editing, listing, lookup
from bot.services.workflows.draft_tree import Data
from bot.services.workflows.drafts import Draft
from bot.services.workflows.editing import ChangedMeanwhileError, Saved
from bot.services.workflows.lookup import NoSuchWorkflowError
from bot.services.workflows.parts import PartKind
from bot.services.workflows.permissions import Attachable
from bot.services.workflows.versions import WorkflowArchivedError
from db.database import Database
from db.session import Session
from db.tables import Reward, RewardKind, RewardState, WorkflowDraft, WorkflowState, WorkflowVersion
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOSS, CLUB, MAI

STUDENT, ELDER, POLICE, BOOSTERS, GENERAL, SECRET, CLOSED = 11, 12, 13, 14, 21, 22, 23
ATTACHABLE = Attachable(
    {
        STUDENT: RoleFacts(STUDENT, assignable_by_actor=True, privileged=False),
        ELDER: RoleFacts(ELDER, assignable_by_actor=False, privileged=False),
        POLICE: RoleFacts(POLICE, assignable_by_actor=True, privileged=True),
        BOOSTERS: RoleFacts(BOOSTERS, assignable_by_actor=False, privileged=False, managed=True),
    },
    seen={GENERAL, CLOSED},
    open={GENERAL, SECRET},
)
NOTHING = Attachable({}, (), ())
OTHER = replace(BOSS, member_id=9)

POINTS: dict[str, Any] = {
    "trigger": {"type": "post_created"},
    "steps": [{"type": "award_points", "points": 5}],
}


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community."""
    await db.write(factories.add_community)


async def begun(
    db: Database, definition: Mapping[str, Any] = POINTS, name: str = "Welcome"
) -> Draft:
    """Begin a draft."""
    return await db.write(drafts.begin, BOSS, name, definition)


async def put(db: Database, draft: Draft, kind: PartKind, part: Data, number: int = 0) -> Draft:
    """Put a part into a draft."""
    return await db.write(
        drafts.change,
        BOSS,
        draft.draft_id,
        lambda parts: draft_tree.put(parts, kind, part, number),
    )


async def saved(
    db: Database,
    definition: Mapping[str, Any] = POINTS,
    name: str = "Welcome",
    *,
    allow: Attachable = ATTACHABLE,
    enable: bool = True,
) -> Saved:
    """Save a new workflow."""
    draft = await begun(db, definition, name)
    return await db.write(editing.save, BOSS, draft.draft_id, allow, enable=enable)


async def versions(db: Database, workflow_id: int) -> list[dict[str, Any]]:
    """Return every version of a definition, oldest first."""

    def use_case(session: Session) -> list[dict[str, Any]]:
        rows = session.exec(
            select(WorkflowVersion)
            .where(WorkflowVersion.workflow_id == workflow_id)
            .order_by(col(WorkflowVersion.version))
        )
        return [row.definition for row in rows]

    return await db.read(use_case)


async def count(db: Database) -> int:
    """Return how many drafts there are."""
    return await db.read(lambda session: len(session.exec(select(WorkflowDraft)).all()))


def wrong(error: pytest.ExceptionInfo[InvalidFormError]) -> list[tuple[str, str]]:
    """Return the place and the text of everything that is wrong."""
    return [(invalid.field, invalid.message) for invalid in error.value.errors]


async def test_a_workflow_is_put_together_and_saved(db: Database) -> None:
    draft = await begun(db, {}, "  Welcome \n all ")
    assert (draft.name, draft.state, draft.workflow_id) == ("Welcome all", None, None)
    assert {invalid.field for invalid in draft.errors} == {"trigger", "steps"}
    await put(db, draft, "trigger", {"type": "post_created"})
    draft = await put(db, draft, "step", {"type": "award_points", "points": 5})
    assert draft.errors == []
    done = await db.write(editing.save, BOSS, draft.draft_id, ATTACHABLE, enable=False)
    assert (done.name, done.state, done.version) == ("Welcome all", WorkflowState.DISABLED, 1)
    assert await count(db) == 0
    seen = await db.read(listing.details, BOSS, done.workflow_id)
    assert seen.definition["trigger"] == {"type": "post_created"}
    assert seen.line.trigger == "post_created"


async def test_an_incomplete_draft_is_not_saved_but_kept(db: Database) -> None:
    draft = await begun(db, {"trigger": {"type": "post_created"}})
    with pytest.raises(InvalidFormError) as error:
        await db.write(editing.save, BOSS, draft.draft_id, ATTACHABLE, enable=True)
    assert wrong(error) == [("steps", "workflow-mistake-missing")]
    assert (await db.read(drafts.load, BOSS, draft.draft_id)).name == "Welcome"


async def test_every_save_adds_a_version(db: Database) -> None:
    first = await saved(db)
    draft = await db.write(drafts.open_workflow, BOSS, first.workflow_id)
    assert draft_tree.without_ids(draft.parts)["steps"][0]["points"] == 5
    step = next(ref for ref in draft_tree.walk(draft.parts) if ref.kind == "step")
    more = {"type": "award_points", "points": 9}
    await put(db, draft, "step", more, step.number)
    second = await db.write(editing.save, BOSS, draft.draft_id, ATTACHABLE, enable=False)
    assert second == replace(first, version=2)  # saving does not stop what was enabled
    assert [version["steps"][0]["points"] for version in await versions(db, first.workflow_id)] == [
        5,
        9,
    ]


async def test_editing_goes_on_with_the_draft_that_was_begun(db: Database) -> None:
    done = await saved(db)
    draft = await db.write(drafts.open_workflow, BOSS, done.workflow_id)
    await db.write(drafts.rename, BOSS, draft.draft_id, "Hello")
    again = await db.write(drafts.open_workflow, BOSS, done.workflow_id)
    assert (again.draft_id, again.name) == (draft.draft_id, "Hello")
    theirs = await db.write(drafts.open_workflow, OTHER, done.workflow_id)
    assert (theirs.draft_id != draft.draft_id, theirs.name) == (True, "Welcome")
    anew = await db.write(drafts.open_workflow, BOSS, done.workflow_id, {})
    assert draft_tree.without_ids(anew.parts) == {}
    with pytest.raises(GoneError):
        await db.read(drafts.load, BOSS, draft.draft_id)


async def test_two_who_edit_at_once_do_not_undo_each_other(db: Database) -> None:
    # Seen to fail without the condition on the version: the second save undid the first.
    done = await saved(db)
    mine = await db.write(drafts.open_workflow, BOSS, done.workflow_id)
    theirs = await db.write(drafts.open_workflow, OTHER, done.workflow_id)
    await db.write(editing.save, OTHER, theirs.draft_id, ATTACHABLE, enable=True)
    with pytest.raises(ChangedMeanwhileError):
        await db.write(editing.save, BOSS, mine.draft_id, ATTACHABLE, enable=True)
    assert len(await versions(db, done.workflow_id)) == 2
    await db.write(drafts.discard, BOSS, mine.draft_id)
    fresh = await db.write(drafts.open_workflow, BOSS, done.workflow_id)
    assert (
        await db.write(editing.save, BOSS, fresh.draft_id, ATTACHABLE, enable=True)
    ).version == 3


async def test_a_name_is_taken_once_whatever_its_case(db: Database) -> None:
    first = await saved(db, name="Welcome loop")
    draft = await begun(db, name="WELCOME  Loop")
    with pytest.raises(InvalidFormError) as error:
        await db.write(editing.save, BOSS, draft.draft_id, ATTACHABLE, enable=True)
    assert wrong(error) == [("name", "workflow-name-taken")]
    await db.write(editing.archive, BOSS, first.workflow_id)
    await db.write(editing.save, BOSS, draft.draft_id, ATTACHABLE, enable=True)
    found = await db.read(lookup.resolve, CLUB, "welcome LOOP")
    assert found.name == "WELCOME Loop"


@pytest.mark.parametrize("name", ["", " \n ", "\u200b", "x" * 81, None])
async def test_names_that_are_none(db: Database, name: str | None) -> None:
    draft = await begun(db)
    with pytest.raises(InvalidInputError) as error:
        await db.write(drafts.rename, BOSS, draft.draft_id, name)
    assert error.value.field == "name"


async def test_workflows_are_found_by_name(db: Database) -> None:
    ids = [(await saved(db, name=name)).workflow_id for name in ("Loop", "A loop", "Other")]
    await db.write(editing.disable, BOSS, ids[1])
    found = await db.read(lookup.find_names, CLUB, "LOOP")
    assert [one.name for one in found] == ["Loop", "A loop"]
    enabled = await db.read(lookup.find_names, CLUB, "", states=[WorkflowState.ENABLED])
    assert [one.name for one in enabled] == ["Loop", "Other"]
    assert (await db.read(lookup.resolve, CLUB, str(ids[2]))).name == "Other"
    for unknown in ("Loo", "77", "9" * 30):
        with pytest.raises(NoSuchWorkflowError):
            await db.read(lookup.resolve, CLUB, unknown)
    with pytest.raises(NoSuchWorkflowError):
        await db.read(lookup.resolve, CLUB + 1, "Loop")


def step(**settings: Any) -> dict[str, Any]:
    """Return a definition with one step."""
    return POINTS | {"steps": [settings]}


REFUSED = {
    "a role out of reach": (step(type="add_role", role=str(ELDER)), "workflow-role-out-of-reach"),
    "a role that is gone": (step(type="remove_role", role="99"), "workflow-role-out-of-reach"),
    "a role that moderates": (step(type="add_role", role=str(POLICE)), "workflow-role-privileged"),
    "one that Discord alone gives": (
        step(type="add_role", role=str(BOOSTERS)),
        "workflow-role-managed",
    ),
    "everybody's role": (step(type="add_role", role=str(CLUB)), "workflow-role-everybody"),
    "everybody's role that is only looked at": (
        POINTS | {"conditions": [{"type": "has_role", "role": str(CLUB)}]},
        "workflow-role-everybody",
    ),
    "a hidden channel": (
        step(type="announce", channel=str(SECRET), text="Hi"),
        "workflow-channel-hidden",
    ),
    "a channel that is closed to us": (
        step(type="announce", channel=str(CLOSED), text="Hi"),
        "workflow-channel-closed",
    ),
    "a hidden channel that is only watched": (
        POINTS | {"trigger": {"type": "post_created", "channel": str(SECRET)}},
        "workflow-channel-hidden",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_only_what_is_within_reach_can_be_attached(db: Database, case: str) -> None:
    definition, text = REFUSED[case]
    draft = await begun(db, definition)
    with pytest.raises(InvalidFormError) as error:
        await db.write(editing.save, BOSS, draft.draft_id, ATTACHABLE, enable=True)
    assert [invalid.message for invalid in error.value.errors] == [text]


async def test_what_is_within_reach_can_be_attached(db: Database) -> None:
    await saved(
        db,
        {
            "trigger": {"type": "post_created", "channel": str(CLOSED)},
            "conditions": [{"type": "has_role", "role": str(POLICE)}],  # is only looked at
            "steps": [
                {"type": "add_role", "role": str(STUDENT)},
                {"type": "announce", "channel": str(GENERAL), "text": "Hi"},
            ],
        },
    )


async def test_what_somebody_attached_others_may_keep_but_not_move_elsewhere(db: Database) -> None:
    done = await saved(db, step(type="add_role", role=str(STUDENT)))
    draft = await db.write(drafts.open_workflow, OTHER, done.workflow_id)
    await db.write(drafts.rename, OTHER, draft.draft_id, "Other words")
    await db.write(editing.save, OTHER, draft.draft_id, NOTHING, enable=True)
    looked_at = POINTS | {"conditions": [{"type": "has_role", "role": str(ELDER)}]}
    done = await saved(db, looked_at, "Looks")
    draft = await db.write(
        drafts.open_workflow, BOSS, done.workflow_id, step(type="add_role", role=str(ELDER))
    )
    with pytest.raises(InvalidFormError):
        await db.write(editing.save, BOSS, draft.draft_id, ATTACHABLE, enable=True)


async def test_enabling_asks_again_what_is_there(db: Database) -> None:
    reward = await db.write(factories.publish, RewardKind.BADGE, "Reader")
    done = await saved(db, step(type="assign_reward", reward=str(reward)), enable=False)
    assert (await db.write(editing.enable, BOSS, done.workflow_id)).state == WorkflowState.ENABLED

    def put_away(session: Session) -> None:
        session.get_one(Reward, (CLUB, reward)).state = RewardState.ARCHIVED

    await db.write(editing.disable, BOSS, done.workflow_id)
    await db.write(put_away)
    with pytest.raises(InvalidFormError) as error:
        await db.write(editing.enable, BOSS, done.workflow_id)
    assert wrong(error) == [("steps.0.reward", "workflow-mistake-no-reward")]


async def test_what_is_archived_stays_so(db: Database) -> None:
    done = await saved(db)
    draft = await db.write(drafts.open_workflow, BOSS, done.workflow_id)
    await db.write(editing.archive, BOSS, done.workflow_id)
    for change in (editing.enable, editing.disable, editing.archive, drafts.open_workflow):
        with pytest.raises(WorkflowArchivedError):
            await db.write(change, BOSS, done.workflow_id)
    with pytest.raises(WorkflowArchivedError):
        await db.write(editing.save, BOSS, draft.draft_id, ATTACHABLE, enable=True)


async def test_a_schedule_knows_when_it_is_due_while_it_is_enabled(
    db: Database, clock: Clock
) -> None:
    daily = {
        "trigger": {"type": "schedule", "cron": "0 18 * * *"},
        "steps": [{"type": "announce", "channel": str(GENERAL), "text": "Evening!"}],
    }
    done = await saved(db, daily)
    seen = await db.read(listing.details, BOSS, done.workflow_id)
    assert seen.line.next_at == clock.now.replace(hour=18)


async def test_drafts_are_their_authors_own_and_managers_only(db: Database) -> None:
    draft = await begun(db)
    for somebody in (OTHER, replace(BOSS, community_id=CLUB + 1)):
        for use_case in (drafts.discard, drafts.load):
            with pytest.raises(GoneError):
                await db.write(use_case, somebody, draft.draft_id)
    done = await saved(db, name="Other")
    for refused in (
        lambda: db.write(drafts.begin, MAI, "Mine", POINTS),
        lambda: db.read(drafts.load, MAI, draft.draft_id),
        lambda: db.write(drafts.open_workflow, MAI, done.workflow_id),
        lambda: db.write(editing.save, MAI, draft.draft_id, ATTACHABLE, enable=True),
        lambda: db.write(editing.enable, MAI, done.workflow_id),
        lambda: db.write(editing.disable, MAI, done.workflow_id),
        lambda: db.write(editing.archive, MAI, done.workflow_id),
        lambda: db.read(listing.list_workflows, MAI),
        lambda: db.read(listing.details, MAI, done.workflow_id),
    ):
        with pytest.raises(NotAManagerError):
            await refused()


async def test_only_the_newest_drafts_of_a_manager_are_kept(db: Database, clock: Clock) -> None:
    theirs = await db.write(drafts.begin, OTHER, "Theirs", POINTS)
    for number in range(drafts.MOST_EACH + 2):
        clock.forward(seconds=1)
        await begun(db, name=f"Draft {number}")
    assert await count(db) == drafts.MOST_EACH + 1
    assert (await db.read(drafts.load, OTHER, theirs.draft_id)).name == "Theirs"
    found = await db.read(drafts.find_names, BOSS, "DRAFT 1")
    assert [name for _, name in found] == ["Draft 11", "Draft 10"]


async def test_drafts_wait_for_a_week(db: Database, clock: Clock) -> None:
    old = [await begun(db, name=f"Old {number}") for number in range(3)]
    clock.forward(days=4)
    await db.write(drafts.rename, BOSS, old[0].draft_id, "Still at it")
    clock.forward(days=3, seconds=1)
    assert await db.write(retention.purge, "drafts", 1) == 1
    assert await db.write(retention.purge, "drafts") == 1
    assert await db.write(retention.purge, "drafts") == 0
    assert [name for _, name in await db.read(drafts.find_names, BOSS)] == ["Still at it"]


async def test_every_change_is_in_the_audit(db: Database) -> None:
    done = await saved(db, enable=False)
    for change in (editing.enable, editing.enable, editing.disable):
        await db.write(change, BOSS, done.workflow_id)
    draft = await db.write(drafts.open_workflow, BOSS, done.workflow_id)
    await db.write(editing.save, BOSS, draft.draft_id, ATTACHABLE, enable=False)
    await db.write(editing.archive, BOSS, done.workflow_id)
    lines = (await db.read(audit.load_page, BOSS)).lines
    assert [line.action for line in reversed(lines)] == [
        "workflow.created",
        "workflow.enabled",
        "workflow.disabled",
        "workflow.edited",
        "workflow.archived",
    ]
    assert {line.details["workflow"] for line in lines} == {"Welcome"}
