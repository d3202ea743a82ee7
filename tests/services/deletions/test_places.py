"""What names a deleted role or channel is seen to everywhere, and becomes wider nowhere."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import JSON
from sqlmodel import select

from bot.services import audit, events
from bot.services.actors import RoleFacts, is_manager, remember
from bot.services.community import settings
from bot.services.deletions import deleted_roles
from bot.services.deletions.places import ELSEWHERE, PLACES, deleted, named
from bot.services.errors import InvalidFormError
from bot.services.events import NewEvent
from bot.services.grants import issue, purchase
from bot.services.maintenance.integrity import check
from bot.services.members import role_meanings
from bot.services.points import tiers
from bot.services.rewards import details, editing, store
from bot.services.rewards.eligibility import RequiredRoleGoneError, RoleMissingError
from bot.services.rewards.fields import RewardChanges
from bot.services.workflows import draft_tree, drafts, listing
from bot.services.workflows import editing as workflows
from bot.services.workflows.permissions import Attachable
from bot.services.workflows.run_store import NAMES_GONE
from db.database import Database
from db.session import Session
from db.tables import (
    Community,
    GoneKind,
    Member,
    Reward,
    RewardKind,
    Run,
    Tier,
    WorkflowState,
    WorkflowVersion,
    metadata,
)
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI, Terms
from tests.support.pipeline import until_nothing_is_left
from tests.support.sending import notices

GONE, OTHER, ROOM, HALL = 701, 702, 801, 802
ATTACHABLE = Attachable(
    {role: RoleFacts(role, assignable_by_actor=True, privileged=False) for role in (GONE, OTHER)},
    {ROOM, HALL},
    {ROOM, HALL},
)
NOT_GONE = {"type": "not", "condition": {"type": "has_role", "role": str(GONE)}}
ELSEWHERE_CLUB = CLUB + 1


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community with Mai, who has 500 points."""

    def set_up(session: Session) -> None:
        factories.add_community(session)
        factories.add_community(session, community_id=ELSEWHERE_CLUB)
        remember(session, CLUB, MAI.member_id)
        factories.give_points(session, MAI, 500)

    await db.write(set_up)


def test_every_place_that_can_name_one_is_known() -> None:
    """A new column of roles, channels or JSON has to be put here, or it has to say why not."""
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if any(word in column.name for word in ("role_id", "channel", "category"))
        or is_json(column)
    }
    assert found == {place.column for place in PLACES} | ELSEWHERE.keys()
    assert all(ELSEWHERE.values())


def is_json(column: Any) -> bool:
    return isinstance(column.type, JSON)


def make(*, role: int = GONE, channel: int = ROOM) -> Callable[[Session], dict[str, int]]:
    """Return what lets every place name a role or a channel; by their names where they have ids."""

    def use_case(session: Session) -> dict[str, int]:
        settings.add_manager_role(session, BOSS, role)
        settings.set_announcement_channel(session, BOSS, channel)
        settings.set_notices_channel(session, BOSS, channel)
        role_meanings.set_meaning(session, BOSS, role, "course_complete", "python-101")
        tiers.put(session, BOSS, ATTACHABLE.roles[role], multiplier=150)
        ids = {
            "mug": factories.publish(
                session, RewardKind.COUPON, "Mug", Terms(cost=10, stock=5, required_role_id=role)
            ),
            "badge": factories.publish(
                session, RewardKind.BADGE, "Star", Terms(badge_role_id=role)
            ),
        }
        has_role = {"type": "has_role", "role": str(role)}
        ids["role"] = workflow(session, "role", {"type": "not", "condition": has_role})
        in_channel = {"type": "in_channel", "channel": str(channel)}
        ids["channel"] = workflow(session, "channel", in_channel)
        ids["neither"] = workflow(session, "neither", {"type": "member_for_days", "days": 1})
        return ids

    return use_case


def workflow(session: Session, name: str, *conditions: dict[str, Any]) -> int:
    """Save a workflow that gives points for a post, and enable it."""
    definition = {
        "trigger": {"type": "post_created"},
        "conditions": list(conditions),
        "steps": [{"type": "award_points", "points": 5}],
    }
    draft = drafts.begin(session, BOSS, name, definition)
    return workflows.save(session, BOSS, draft.draft_id, ATTACHABLE, enable=True).workflow_id


async def states(db: Database, ids: dict[str, int]) -> dict[str, tuple[WorkflowState, str | None]]:
    """Return which of the three workflows process events, and why they do not."""
    found = {}
    for name in ("role", "channel", "neither"):
        line = (await db.read(listing.details, BOSS, ids[name])).line
        found[name] = line.state, line.broken.message if line.broken else None
    return found


RUNS = (WorkflowState.ENABLED, None)
STOPPED = (WorkflowState.DISABLED, NAMES_GONE)


async def managers_notices(db: Database) -> list[tuple[str, Any]]:
    """Return what managers were told of, and by what it was named."""
    return sorted(
        (text_id, next((params[key] for key in ("reward", "workflow") if key in params), None))
        for text_id, params in await notices(db)
        if text_id.startswith("notice-gone")
    )


@pytest.mark.parametrize("how", ["told", "found"])
async def test_a_deleted_role_has_an_effect_nowhere(db: Database, how: str) -> None:
    ids = await db.write(make())
    if how == "told":
        await db.write(deleted_roles.role_deleted, CLUB, GONE, name="Reader")
    else:
        await db.write(deleted_roles.reconciled, CLUB, frozenset({OTHER}))
    assert await db.read(named, CLUB, GoneKind.ROLE) == set()
    assert not await db.read(is_manager, replace(MAI, role_ids=frozenset({GONE})))
    assert await db.read(role_meanings.list_meanings, BOSS) == []
    assert await db.read(lambda session: session.exec(select(Tier)).all()) == []
    assert (await db.read(details.details, BOSS, ids["badge"])).badge_role_id is None
    assert await states(db, ids) == {"role": STOPPED, "channel": RUNS, "neither": RUNS}
    assert await managers_notices(db) == [
        ("notice-gone-badge", "Star"),
        ("notice-gone-manager", None),
        ("notice-gone-mark", None),
        ("notice-gone-required", "Mug"),
        ("notice-gone-tier", None),
        ("notice-gone-workflow", "role"),
    ]
    assert {params["gone"] for text_id, params in await notices(db) if "gone" in params} == {
        "Reader" if how == "told" else str(GONE)
    }
    done = [
        line.action for line in (await db.read(audit.load_page, BOSS)).lines if not line.actor_id
    ]
    assert sorted(done) == [
        "reward.edited",
        "reward.role_gone",
        "settings.manager_removed",
        "settings.role_unmarked",
        "tiers.removed",
        "workflow.disabled",
    ]
    assert await db.read(check) == []


async def test_a_deleted_channel_has_an_effect_nowhere(db: Database) -> None:
    ids = await db.write(make())
    await db.write(deleted, CLUB, GoneKind.CHANNEL, ROOM, "#room")
    await db.write(deleted, CLUB, GoneKind.CHANNEL, ROOM, "#room")
    community = await db.read(lambda session: session.get_one(Community, CLUB))
    assert community.announcement_channel_id is community.notices_channel_id is None
    assert await states(db, ids) == {"role": RUNS, "channel": STOPPED, "neither": RUNS}
    assert await managers_notices(db) == [
        ("notice-gone-announcements", None),
        ("notice-gone-notices", None),
        ("notice-gone-workflow", "channel"),
    ]


@pytest.mark.parametrize("elsewhere", [True, False])
async def test_what_names_another_stays(db: Database, elsewhere: bool) -> None:
    ids = await db.write(make())
    where, role, channel = (ELSEWHERE_CLUB, GONE, ROOM) if elsewhere else (CLUB, OTHER, HALL)
    await db.write(deleted, where, GoneKind.ROLE, role)
    await db.write(deleted, where, GoneKind.CHANNEL, channel)
    assert await db.read(named, CLUB, GoneKind.ROLE) == {GONE}
    assert await db.read(named, CLUB, GoneKind.CHANNEL) == {ROOM}
    assert set((await states(db, ids)).values()) == {RUNS}
    assert await managers_notices(db) == []


async def test_the_role_of_everybody_is_always_there(db: Database) -> None:
    """Older workflows may name it, though none does that is saved now."""

    def of_before(session: Session) -> None:
        workflow(session, "all", {"type": "has_role", "role": str(OTHER)})
        version = session.exec(select(WorkflowVersion)).one()
        everybody = {"type": "has_role", "role": str(CLUB)}
        version.definition = version.definition | {"conditions": [everybody]}

    await db.write(of_before)
    await db.write(deleted_roles.reconciled, CLUB, frozenset())
    assert await managers_notices(db) == []


async def test_a_role_that_was_chosen_after_the_look_is_not_missed(db: Database) -> None:
    await db.write(make())
    await db.write(deleted_roles.reconciled, CLUB, frozenset(), named=frozenset())
    assert await db.read(named, CLUB, GoneKind.ROLE) == {GONE}


async def refusal(db: Database, reward_id: int, *roles: int) -> type[Exception] | None:
    """Return why Mai cannot claim a coupon, with these roles."""
    person = replace(MAI, role_ids=frozenset(roles))
    found = (await db.read(store.card, person, reward_id)).refusal
    return None if found is None else type(found)


async def test_what_asked_for_a_deleted_role_stops_until_another_is_chosen(db: Database) -> None:
    """Nobody can claim it, also with a kept role id; to give it is another matter."""
    mug = (await db.write(make()))["mug"]
    assert await refusal(db, mug) is RoleMissingError
    card = await db.write(purchase.offer, replace(MAI, role_ids=frozenset({GONE})), mug)
    await db.write(deleted_roles.role_deleted, CLUB, GONE)
    assert await refusal(db, mug, GONE) is RequiredRoleGoneError
    with pytest.raises(RequiredRoleGoneError):
        await db.write(purchase.claim, replace(MAI, role_ids=frozenset({GONE})), card.offer_id)
    await db.write(issue.grant, BOSS, MAI, mug, key="a gift")
    # A form that shows nothing there, and is sent back so, chooses nothing.
    empty = RewardChanges(stock=7, required_role_id=None)
    await db.write(editing.edit, BOSS, mug, empty)
    assert await refusal(db, mug, OTHER) is RequiredRoleGoneError
    with pytest.raises(InvalidFormError):
        await db.write(editing.edit, BOSS, mug, RewardChanges(required_role_id=GONE))
    await db.write(editing.edit, BOSS, mug, RewardChanges(required_role_id=OTHER))
    assert await refusal(db, mug) is RoleMissingError
    assert await refusal(db, mug, OTHER) is None


async def test_everybody_may_claim_it_if_managers_say_so(db: Database) -> None:
    mug = (await db.write(make()))["mug"]
    await db.write(deleted_roles.role_deleted, CLUB, GONE)
    await db.write(editing.edit, BOSS, mug, RewardChanges(required_role_id=CLUB))
    assert await refusal(db, mug) is None
    reward = await db.read(lambda session: session.get_one(Reward, (CLUB, mug)))
    assert (reward.required_role_id, reward.required_role_gone) == (None, False)


async def post(db: Database) -> int:
    """Let Mai post; return how many runs there have been."""

    def use_case(session: Session) -> None:
        key = str(session.new_id())
        events.store(session, [NewEvent(CLUB, "post_created", key, MAI.member_id, session.now)])

    await db.write(use_case)
    await until_nothing_is_left(db)
    return await db.read(lambda session: len(session.exec(select(Run)).all()))


async def test_without_the_role_of_a_condition_a_workflow_begins_no_more(db: Database) -> None:
    """`not has_role` would hold for everybody, the role's holders too."""

    def hold(session: Session) -> None:
        session.get_one(Member, (CLUB, MAI.member_id)).role_ids = [GONE]

    ids = {"role": await db.write(workflow, "role", NOT_GONE)}
    await db.write(hold)
    assert await post(db) == 1  # declined
    # Before the last holder was looked at, and after: proven with the workflow stopped at the end.
    after = await db.write(deleted_roles.role_deleted, CLUB, GONE)
    assert after == MAI.member_id
    assert await post(db) == 1
    assert await db.write(deleted_roles.role_deleted, CLUB, GONE, after=after) == 0
    assert await post(db) == 1
    with pytest.raises(InvalidFormError) as refused:
        await db.write(workflows.enable, BOSS, ids["role"], ATTACHABLE)
    (invalid,) = refused.value.errors
    assert (invalid.field, invalid.message) == (
        "conditions.0.condition.role",
        "workflow-mistake-no-role",
    )
    draft = await db.write(drafts.open_workflow, BOSS, ids["role"])
    with pytest.raises(InvalidFormError):
        await db.write(workflows.save, BOSS, draft.draft_id, ATTACHABLE, enable=True)
    another = {"type": "not", "condition": {"type": "has_role", "role": str(OTHER)}}
    await db.write(
        drafts.change,
        BOSS,
        draft.draft_id,
        lambda parts: parts.update(draft_tree.numbered(parts | {"conditions": [another]})),
    )
    await db.write(workflows.save, BOSS, draft.draft_id, ATTACHABLE, enable=True)
    line = (await db.read(listing.details, BOSS, ids["role"])).line
    assert (line.state, line.broken) == RUNS
    assert await post(db) == 2


async def test_a_run_that_ends_meanwhile_does_not_mend_it(db: Database) -> None:
    ids = await db.write(make())
    await post(db)
    await db.write(deleted_roles.role_deleted, CLUB, GONE)
    await until_nothing_is_left(db)
    assert (await states(db, ids))["role"] == STOPPED


def test_columns_are_where_they_are_said_to_be() -> None:
    for column in (*(place.column for place in PLACES), *ELSEWHERE):
        table, _, name = column.partition(".")
        assert name in metadata.tables[table].columns
