"""Rewards are made, changed and moved by managers, and what members hold stays theirs."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, func, select

from bot.services.errors import GoneError, InvalidFormError, NotAManagerError
from bot.services.grants import issue, purchase
from bot.services.rewards import editing, images
from bot.services.rewards.details import details
from bot.services.rewards.editing import ArchivedError, Edited
from bot.services.rewards.eligibility import SoldOutError
from bot.services.rewards.fields import RewardChanges
from bot.services.rewards.image_decoding import Picture
from db.database import Database
from db.session import Session
from db.tables import (
    AuditEntry,
    Community,
    Grant,
    GrantState,
    Reward,
    RewardImage,
    RewardKind,
    RewardState,
)
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI, Terms, somebody

COUPON = RewardChanges(name="Mug", cost=100, stock=10)
PICTURE = Picture(b"a picture", "image/png", 3, 2, b"small")


@pytest.fixture(autouse=True)
async def _community(db: Database) -> None:
    await db.write(factories.add_community)


async def make(
    db: Database, changes: RewardChanges = COUPON, kind: RewardKind = RewardKind.COUPON
) -> int:
    return (await db.write(editing.create, BOSS, kind, changes)).reward.reward_id


async def published(db: Database, changes: RewardChanges = COUPON) -> int:
    reward_id = await make(db, changes)
    await db.write(editing.publish, BOSS, reward_id)
    return reward_id


async def form_errors(doing: Any) -> list[tuple[str, str]]:
    """Return what a form is refused for."""
    with pytest.raises(InvalidFormError) as refusal:
        await doing
    return [(invalid.field, invalid.message) for invalid in refusal.value.errors]


def audit_lines(session: Session) -> list[tuple[str, dict[str, Any]]]:
    """Return what the audit says."""
    rows = session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))
    return [(row.action, row.details) for row in rows]


def held_until(session: Session) -> dict[int, date | None]:
    """Return until when members' grants are good."""
    return {row.member_id: row.expires_on for row in session.exec(select(Grant))}


async def test_a_new_reward_is_a_draft(db: Database) -> None:
    made = await db.write(editing.create, BOSS, RewardKind.COUPON, COUPON)
    assert (made.reward.state, made.reward.kind) == (RewardState.DRAFT, RewardKind.COUPON)
    assert (made.reward.name, made.reward.cost, made.reward.left) == ("Mug", 100, 10)
    assert set(made.changed) == {"name", "cost", "stock"}
    assert await db.read(details, BOSS, made.reward.reward_id) == made.reward
    assert await db.read(audit_lines) == [
        (
            "reward.created",
            {"kind": "coupon", "after": {"name": "Mug", "cost": 100, "stock": 10}},
        )
    ]


async def test_a_badge_is_limited_to_one_from_the_start(db: Database) -> None:
    made = await db.write(editing.create, BOSS, RewardKind.BADGE, RewardChanges(name="Helper"))
    assert made.reward.member_limit == 1


async def test_a_reward_without_a_name_is_refused(db: Database) -> None:
    doing = db.write(editing.create, BOSS, RewardKind.COUPON, RewardChanges(cost=0))
    assert await form_errors(doing) == [("name", "reward-bad-name"), ("cost", "reward-bad-cost")]
    assert await db.read(audit_lines) == []


async def test_members_change_nothing(db: Database) -> None:
    reward_id = await make(db)
    before = await db.read(details, BOSS, reward_id)
    for use_case, *arguments in (
        (editing.create, RewardKind.COUPON, RewardChanges(name="Cap")),
        (editing.edit, reward_id, RewardChanges(cost=1)),
        (editing.publish, reward_id),
        (editing.unpublish, reward_id),
        (editing.archive, reward_id),
        (details, reward_id),
    ):
        with pytest.raises(NotAManagerError):
            await db.write(use_case, MAI, *arguments)
    assert await db.read(details, BOSS, reward_id) == before


async def test_managers_of_one_community_do_not_reach_another(db: Database) -> None:
    reward_id = await make(db)
    await db.write(factories.add_community, community_id=CLUB + 1)
    stranger = replace(BOSS, community_id=CLUB + 1)
    for use_case in (editing.publish, editing.archive, details):
        with pytest.raises(GoneError):
            await db.write(use_case, stranger, reward_id)
    with pytest.raises(GoneError):
        await db.write(editing.edit, stranger, reward_id, RewardChanges(cost=1))


async def test_a_name_is_taken_whatever_its_case_until_archived(db: Database) -> None:
    mug = await make(db)
    taken = RewardChanges(name="mUG", cost=0)
    for doing in (
        db.write(editing.create, BOSS, RewardKind.COUPON, taken),
        db.write(editing.edit, BOSS, await make(db, RewardChanges(name="Cap")), taken),
    ):
        assert set(await form_errors(doing)) == {
            ("name", "reward-name-taken"),
            ("cost", "reward-bad-cost"),
        }
    renamed = await db.write(editing.edit, BOSS, mug, RewardChanges(name="MUG"))
    assert (renamed.reward.name, renamed.changed) == ("MUG", ("name",))
    await db.write(factories.add_community, community_id=CLUB + 1)
    stranger = replace(BOSS, community_id=CLUB + 1)
    await db.write(editing.create, stranger, RewardKind.COUPON, RewardChanges(name="mug"))
    await db.write(editing.archive, BOSS, mug)
    await make(db, RewardChanges(name="mug"))


async def test_one_name_wanted_by_many_at_once_goes_to_one(db: Database) -> None:
    """Proved: with the index uq_reward_living_name dropped, all of them get it."""
    drafts = [await make(db, RewardChanges(name=f"Draft {number}")) for number in range(5)]
    wanted = RewardChanges(name="Mug")
    outcomes = await asyncio.gather(
        *(db.write(editing.create, BOSS, RewardKind.COUPON, wanted) for _ in range(5)),
        *(db.write(editing.edit, BOSS, draft, wanted) for draft in drafts),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes].count(Edited) == 1
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            assert isinstance(outcome, InvalidFormError)
            assert [m.message for m in outcome.errors] == ["reward-name-taken"]

    def so_called(session: Session) -> int:
        return session.exec(select(func.count()).where(Reward.name_key == "mug")).one()

    assert await db.read(so_called) == 1


async def test_an_edit_changes_what_is_given_and_says_so(db: Database) -> None:
    reward_id = await make(db)
    edited = await db.write(
        editing.edit,
        BOSS,
        reward_id,
        RewardChanges(description="For tea", cost="120", stock=10, expires_on="2025-07-01"),
    )
    assert set(edited.changed) == {"description", "cost", "expires_on"}
    assert (edited.reward.name, edited.reward.cost) == ("Mug", 120)
    action, details = (await db.read(audit_lines))[-1]
    assert action == "reward.edited"
    assert set(details.pop("fields")) == {"description", "cost", "expires_on"}
    assert details == {
        "before": {"cost": 100, "expires_on": None},
        "after": {"cost": 120, "expires_on": "2025-07-01"},
    }


async def test_an_edit_that_changes_nothing_succeeds_unrecorded(db: Database) -> None:
    reward_id = await make(db)
    before = await db.read(audit_lines)
    edited = await db.write(editing.edit, BOSS, reward_id, COUPON)
    assert edited.changed == ()
    assert await db.read(audit_lines) == before


async def test_a_mistake_undoes_the_whole_edit(db: Database) -> None:
    reward_id = await make(db)
    before = await db.read(details, BOSS, reward_id)
    changes = RewardChanges(name="Cup", cost=5, stock=-1, image=PICTURE)
    assert await form_errors(db.write(editing.edit, BOSS, reward_id, changes)) == [
        ("stock", "reward-bad-stock")
    ]
    assert await db.read(details, BOSS, reward_id) == before


async def test_a_date_is_judged_where_the_community_is(db: Database, clock: Clock) -> None:
    reward_id = await make(db)

    def move_to_kiritimati(session: Session) -> None:
        session.get_one(Community, CLUB).timezone = "Pacific/Kiritimati"

    today = RewardChanges(expires_on=clock.now.date())
    assert (await db.write(editing.edit, BOSS, reward_id, today)).changed
    await db.write(editing.edit, BOSS, reward_id, RewardChanges(expires_on=None))
    await db.write(move_to_kiritimati)  # 14 hours ahead: there it is tomorrow
    assert await form_errors(db.write(editing.edit, BOSS, reward_id, today)) == [
        ("expires_on", "reward-date-past")
    ]


async def test_a_picture_is_exchanged_and_removed(db: Database) -> None:
    def stored(session: Session) -> list[bytes]:
        return list(session.exec(select(RewardImage.content)))

    reward_id = await make(db, replace(COUPON, image=PICTURE))
    first = await db.read(details, BOSS, reward_id)
    assert first.look.image_id is not None
    assert (await db.read(images.load, CLUB, first.look.image_id)).content == PICTURE.content
    other = replace(PICTURE, content=b"another")
    second = await db.write(editing.edit, BOSS, reward_id, RewardChanges(image=other))
    assert second.changed == ("image",)
    assert second.reward.look.image_id not in (None, first.look.image_id)
    assert await db.read(stored) == [b"another"]
    last = await db.write(editing.edit, BOSS, reward_id, RewardChanges(image=None))
    assert (last.reward.look.image_id, last.changed) == (None, ("image",))
    assert await db.read(stored) == []
    again = await db.write(editing.edit, BOSS, reward_id, RewardChanges(image=None))
    assert again.changed == ()


async def test_publishing_says_what_is_missing(db: Database) -> None:
    reward_id = await make(db, RewardChanges(name="Mug"))
    expected = [("cost", "reward-cost-needed"), ("stock", "reward-stock-needed")]
    shown = (await db.read(details, BOSS, reward_id)).missing
    assert [(invalid.field, invalid.message) for invalid in shown] == expected
    assert await form_errors(db.write(editing.publish, BOSS, reward_id)) == expected
    assert (await db.read(details, BOSS, reward_id)).state is RewardState.DRAFT


async def test_what_has_expired_is_published_with_a_later_date_only(
    db: Database, clock: Clock
) -> None:
    reward_id = await make(db, replace(COUPON, expires_on=clock.now.date()))
    clock.forward(days=1)
    assert await form_errors(db.write(editing.publish, BOSS, reward_id)) == [
        ("expires_on", "reward-date-needed")
    ]
    await db.write(editing.edit, BOSS, reward_id, RewardChanges(expires_on=clock.now.date()))
    assert (await db.write(editing.publish, BOSS, reward_id)).changed == ("state",)


async def test_a_reward_goes_back_and_forth_until_it_is_archived(db: Database) -> None:
    reward_id = await make(db)
    for use_case, state in (
        (editing.publish, RewardState.PUBLISHED),
        (editing.unpublish, RewardState.DRAFT),
        (editing.publish, RewardState.PUBLISHED),
        (editing.archive, RewardState.ARCHIVED),
    ):
        moved = await db.write(use_case, BOSS, reward_id)
        assert (moved.reward.state, moved.changed) == (state, ("state",))
        again = await db.write(use_case, BOSS, reward_id)
        assert (again.reward.state, again.changed) == (state, ())
    assert [action for action, _ in await db.read(audit_lines)] == [
        "reward.created",
        "reward.published",
        "reward.unpublished",
        "reward.published",
        "reward.archived",
    ]


async def test_what_is_archived_stays_so(db: Database) -> None:
    reward_id = await make(db)
    await db.write(editing.archive, BOSS, reward_id)
    for use_case in (editing.publish, editing.unpublish):
        with pytest.raises(ArchivedError):
            await db.write(use_case, BOSS, reward_id)
    with pytest.raises(ArchivedError):
        await db.write(editing.edit, BOSS, reward_id, RewardChanges(description="x"))


@pytest.mark.parametrize(
    "off_offer", [editing.unpublish, editing.archive], ids=["unpublished", "archived"]
)
async def test_what_members_hold_survives(db: Database, off_offer: Callable[..., Edited]) -> None:
    reward_id = await published(db)
    await db.write(factories.give_points, MAI, 100)
    card = await db.write(purchase.offer, MAI, reward_id)
    await db.write(purchase.claim, MAI, card.offer_id)
    await db.write(editing.edit, BOSS, reward_id, RewardChanges(cost=999))
    await db.write(off_offer, BOSS, reward_id)

    def grants(session: Session) -> list[tuple[str, int]]:
        return [(grant.state, grant.paid) for grant in session.exec(select(Grant))]

    assert await db.read(grants) == [(GrantState.HELD, 100)]


async def test_stock_is_never_set_below_what_is_given(db: Database) -> None:
    reward_id = await published(db)
    for member in (MAI, BOB):
        await db.write(issue.grant, BOSS, member, reward_id, key=f"k{member.member_id}")
    with pytest.raises(InvalidFormError) as refusal:
        await db.write(editing.edit, BOSS, reward_id, RewardChanges(stock=1))
    assert [invalid.params for invalid in refusal.value.errors] == [{"given": 2}]
    edited = await db.write(editing.edit, BOSS, reward_id, RewardChanges(stock=2))
    assert (edited.reward.stock, edited.reward.left) == (2, 0)


async def test_stock_is_lowered_while_it_is_given_away(db: Database) -> None:
    """Proved: without the lock in `_locked`, PostgreSQL's check refuses the edit with an error."""
    reward_id = await published(db)
    outcomes = await asyncio.gather(
        *(
            db.write(issue.grant, BOSS, somebody(number), reward_id, key=f"k{number}")
            for number in range(10)
        ),
        *(
            db.write(editing.edit, BOSS, reward_id, RewardChanges(stock=stock))
            for stock in (6, 5, 4, 3)
        ),
        return_exceptions=True,
    )
    granted = [outcome for outcome in outcomes if isinstance(outcome, issue.Granted)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert {type(refusal) for refusal in refused} <= {SoldOutError, InvalidFormError}
    after = await db.read(details, BOSS, reward_id)
    assert after.granted == len(granted)
    assert after.stock is not None
    assert after.granted <= after.stock


async def test_a_later_date_extends_what_is_held_and_an_earlier_one_does_not(
    db: Database, clock: Clock
) -> None:
    june, july, august = date(2025, 6, 20), date(2025, 7, 20), date(2025, 8, 20)
    reward_id = await published(db, replace(COUPON, expires_on=july))
    await db.write(issue.grant, BOSS, MAI, reward_id, key="mai")

    async def move(day: date | None) -> int:
        edited = await db.write(editing.edit, BOSS, reward_id, RewardChanges(expires_on=day))
        return edited.extended

    assert await move(june) == 0
    await db.write(issue.grant, BOSS, BOB, reward_id, key="bob")
    assert await db.read(held_until) == {MAI.member_id: july, BOB.member_id: june}
    assert await move(date(2025, 6, 25)) == 1
    assert await db.read(held_until) == {MAI.member_id: july, BOB.member_id: date(2025, 6, 25)}
    clock.forward(days=25)  # the 27th: Bob's has expired
    assert await move(august) == 1
    assert await db.read(held_until) == {MAI.member_id: august, BOB.member_id: date(2025, 6, 25)}
    assert await move(None) == 1
    assert await db.read(held_until) == {MAI.member_id: None, BOB.member_id: date(2025, 6, 25)}
    assert await move(august) == 0
    assert (await db.read(held_until))[MAI.member_id] is None


async def test_a_badge_is_for_good(db: Database) -> None:
    badge = await db.write(
        factories.publish, RewardKind.BADGE, "Helper", Terms(expires_on=date(2025, 6, 20))
    )
    await db.write(issue.grant, BOSS, MAI, badge, key="mai")
    changes = RewardChanges(expires_on=date(2025, 7, 20))
    assert (await db.write(editing.edit, BOSS, badge, changes)).extended == 0
    assert await db.read(held_until) == {MAI.member_id: None}
