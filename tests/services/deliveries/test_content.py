"""What is said, and what is not said any more."""

import json
from datetime import date
from typing import Any

import pytest

from bot.services import actors, communities, deliveries
from bot.services.community import settings
from bot.services.content import (
    LOADERS,
    CallContent,
    NothingToSendError,
    RewardContent,
    TextContent,
    load_content,
)
from bot.services.deliveries import FailureReason, Lane, preferences
from bot.services.deliveries.preferences import Choice
from bot.services.grants import inventory, issue, revoke
from bot.services.webhooks import secrets
from db.database import Database
from db.session import Session
from db.tables import (
    DeliveryKind,
    Direction,
    Event,
    Member,
    RewardKind,
    Run,
    Workflow,
    WorkflowState,
    WorkflowVersion,
)
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI
from tests.support.sending import change, hand_out, read


async def test_every_kind_of_delivery_says_something() -> None:
    """Seen to fail with a kind that has a lane and no loader."""
    assert set(LOADERS) == set(DeliveryKind)


async def test_a_badge_revoked_before_its_turn_is_not_announced(
    db: Database, clock: Clock, badge: int
) -> None:
    await db.write(settings.set_announcement_channel, BOSS, 5)
    granted = await db.write(issue.grant, BOSS, MAI, badge, key="a")
    await db.write(revoke.revoke, BOSS, granted.grant_id)
    clock.forward(seconds=3)
    assert {reason for _, reason in await hand_out(db, Lane.CHANNELS)} == {FailureReason.OUTDATED}


@pytest.fixture
async def gift(db: Database) -> int:
    """A voucher that Mai was given, whose message is due."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        pool = [(f"SUMMER-{number:02}", date(2025, 12, 31)) for number in range(20)]
        voucher = factories.publish(session, RewardKind.VOUCHER, "Partner", codes=pool)
        return issue.grant(session, BOSS, MAI, voucher, key="a").grant_id

    return await db.write(set_up)


async def test_a_message_tells_what_was_given_without_its_code(db: Database, gift: int) -> None:
    (delivery,) = await db.write(deliveries.lease)
    assert (delivery.kind, delivery.member_id, delivery.grant_id) == (
        DeliveryKind.GRANT_MESSAGE,
        MAI.member_id,
        gift,
    )
    content = await db.read(load_content, delivery)
    assert isinstance(content, RewardContent)
    assert (content.language, content.reward_name, content.reward_kind) == (
        "en",
        "Partner",
        "voucher",
    )
    assert content.expires_on == date(2025, 12, 31)
    assert "SUMMER" not in repr(content) + repr(delivery)


async def _see(db: Database, grant_id: int) -> None:
    await db.write(inventory.show_code, MAI, grant_id)


async def _lose(db: Database, grant_id: int) -> None:
    await db.write(revoke.revoke, BOSS, grant_id)


async def _leave(db: Database, grant_id: int) -> None:
    def leave(session: Session) -> None:
        communities.get(session, CLUB).removed_at = session.now

    await db.write(leave)


@pytest.mark.parametrize("happens", [_see, _lose, _leave])
async def test_a_message_that_is_not_true_any_more_is_not_sent(
    db: Database, gift: int, happens: Any
) -> None:
    (delivery,) = await db.write(deliveries.lease)
    await db.read(load_content, delivery)
    await happens(db, gift)
    with pytest.raises(NothingToSendError):
        await db.read(load_content, delivery)


async def test_a_direct_message_speaks_its_readers_language(db: Database) -> None:
    def set_up(session: Session) -> None:
        factories.add_community(session)
        coupon = factories.coupon(session)
        for who in (MAI, BOB):
            issue.grant(session, BOSS, who, coupon, key=f"gift:{who.member_id}")
        actors.store_languages(session, [actors.Speaker(CLUB, MAI.member_id, "vi")])

    await db.write(set_up)
    spoken = {}
    while leased := await db.write(deliveries.lease):
        for delivery in leased:
            spoken[delivery.member_id] = (await db.read(load_content, delivery)).language
    assert spoken == {MAI.member_id: "vi", BOB.member_id: "en"}


async def test_who_wants_no_announcements_is_not_announced(
    db: Database, clock: Clock, badge: int
) -> None:
    await db.write(settings.set_announcement_channel, BOSS, 5)
    for who in (MAI, BOB):
        await db.write(issue.grant, BOSS, who, badge, key=f"gift:{who.member_id}")
    await db.write(preferences.choose, MAI, Choice.ANNOUNCEMENTS, wanted=False)
    clock.forward(seconds=3)
    announced = DeliveryKind.BADGE_ANNOUNCEMENT
    assert await hand_out(db, Lane.CHANNELS) == [
        (announced, FailureReason.UNWANTED),
        (announced, None),
    ]


async def test_who_wants_no_messages_gets_none_and_keeps_what_they_got(
    db: Database, gift: int
) -> None:
    await db.write(preferences.choose, MAI, Choice.MESSAGES, wanted=False)
    assert await hand_out(db, Lane.DIRECT) == [(DeliveryKind.GRANT_MESSAGE, FailureReason.UNWANTED)]
    assert (await db.read(inventory.inventory, MAI)).waiting == 1


async def test_who_has_left_gets_no_message(db: Database, gift: int) -> None:
    await change(db, Member, CLUB, MAI.member_id, present=False)
    assert await hand_out(db, Lane.DIRECT) == [
        (DeliveryKind.GRANT_MESSAGE, FailureReason.MEMBER_LEFT)
    ]


class TestWorkflows:
    """What the deliveries of workflows say."""

    STEPS: tuple[dict[str, Any], ...] = (
        {"type": "award_points", "points": 5},
        {"type": "send_notification", "text": "{member}: {points}"},
        {"type": "award_points", "points": 7},
        {"type": "announce", "channel": "9", "text": "{member} has {points}, {reward}, {goal}"},
        {"type": "announce", "channel": "9", "text": "Somebody did it"},
        {"type": "webhook", "url": "https://example.org/hook"},
    )

    @pytest.fixture
    async def run(self, db: Database) -> int:
        """A run of a workflow that ends with a step of each kind."""

        def set_up(session: Session) -> int:
            factories.add_community(session)
            actors.remember(session, CLUB, MAI.member_id)
            mug = factories.coupon(session)
            workflow_id, event_id, run_id = (session.new_id() for _ in range(3))
            ours: dict[str, Any] = {"community_id": CLUB, "created_at": session.now}
            session.add(
                Workflow(
                    id=workflow_id,
                    name="Welcome",
                    name_key="welcome",
                    state=WorkflowState.ENABLED,
                    trigger="reward_claimed",
                    created_by=BOSS.member_id,
                    **ours,
                )
            )
            session.flush()
            session.add(
                WorkflowVersion(
                    workflow_id=workflow_id,
                    version=1,
                    definition={"trigger": {}, "steps": list(self.STEPS)},
                    created_by=BOSS.member_id,
                    **ours,
                )
            )
            session.add(
                Event(
                    id=event_id,
                    trigger="reward_claimed",
                    key="x",
                    member_id=MAI.member_id,
                    data={"reward": str(mug), "goal_name": "Read *much*"},
                    happened_at=session.now,
                    **ours,
                )
            )
            session.add(
                Run(
                    id=run_id,
                    event_id=event_id,
                    workflow_id=workflow_id,
                    version=1,
                    member_id=MAI.member_id,
                    due_at=session.now,
                    **ours,
                )
            )
            return run_id

        return await db.write(set_up)

    def enqueue(self, kind: DeliveryKind, run_id: int, position: int) -> Any:
        """Return a use case that enqueues what a step does."""

        def use_case(session: Session) -> None:
            deliveries.enqueue(
                session,
                CLUB,
                kind,
                key=f"run:{run_id}:steps.{position}",
                member_id=MAI.member_id,
                channel_id=9 if kind is DeliveryKind.ANNOUNCEMENT else None,
                run=str(run_id),
                position=position,
            )

        return use_case

    async def test_a_text_knows_what_was_given_last_before_it(self, db: Database, run: int) -> None:
        await db.write(self.enqueue(DeliveryKind.NOTIFICATION, run, 1))
        await db.write(self.enqueue(DeliveryKind.ANNOUNCEMENT, run, 3))
        contents = {delivery.kind: content for delivery, content in await read(db)}
        note, news = contents[DeliveryKind.NOTIFICATION], contents[DeliveryKind.ANNOUNCEMENT]
        assert isinstance(note, TextContent)
        assert isinstance(news, TextContent)
        assert (note.channel_id, note.points, note.template) == (None, 5, "{member}: {points}")
        assert (news.channel_id, news.points, news.reward) == (9, 7, "Mug")
        assert (news.goal, news.member_id) == ("Read *much*", MAI.member_id)

    async def test_who_wants_no_announcements_is_not_named(self, db: Database, run: int) -> None:
        await db.write(preferences.choose, MAI, Choice.ANNOUNCEMENTS, wanted=False)
        for position in (3, 4):
            await db.write(self.enqueue(DeliveryKind.ANNOUNCEMENT, run, position))
        assert [reason for _, reason in await hand_out(db)] == [FailureReason.UNWANTED, None]

    async def test_who_wants_no_messages_gets_none(self, db: Database, run: int) -> None:
        await db.write(preferences.choose, MAI, Choice.MESSAGES, wanted=False)
        await db.write(self.enqueue(DeliveryKind.NOTIFICATION, run, 1))
        assert [reason for _, reason in await hand_out(db)] == [FailureReason.UNWANTED]

    async def test_a_call_tells_of_the_event_and_hides_its_secrets(
        self, db: Database, run: int
    ) -> None:
        made = await db.write(
            secrets.make, BOSS, press=1, instead_of=None, direction=Direction.OUTGOING
        )
        await db.write(secrets.make, BOSS, press=2, instead_of=None)  # is not signed with
        await db.write(self.enqueue(DeliveryKind.WEBHOOK, run, 5))
        ((_, call),) = await read(db)
        assert isinstance(call, CallContent)
        assert call.url == "https://example.org/hook"
        assert call.secrets == [made.secret]
        assert made.secret not in repr(call)
        assert json.loads(call.body)["type"] == "reward_claimed"
        assert json.loads(call.body)["member"] == str(MAI.member_id)
