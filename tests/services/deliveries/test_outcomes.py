"""What came of a delivery, and what managers hear of it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.services import deliveries
from bot.services.community import settings
from bot.services.content.notice_log import KEPT_FOR, board
from bot.services.deliveries import GATHERED_FOR, FailureReason, Lane, LeasedDelivery
from bot.services.deliveries.kinds import LANES
from bot.services.deliveries.outcomes import WAITS_FOR_SECRET
from bot.services.errors import NotAManagerError
from bot.services.grants import inventory, issue, revoke
from bot.texts import SHIPPED
from bot.ui.deliveries.notices import notice_text
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState, Member
from tests.support import factories
from tests.support.databases import Clock
from tests.support.factories import BOB, BOSS, CLUB, MAI
from tests.support.sending import announce, change, hand_out, notices, states

WAITING = DeliveryKind.WAITING_NOTICE
BADGE, ROLE, GIFT = (
    DeliveryKind.BADGE_ANNOUNCEMENT,
    DeliveryKind.GIVE_ROLE,
    DeliveryKind.GRANT_MESSAGE,
)

FAILURES: list[tuple[FailureReason, DeliveryKind, dict[str, Any]]] = [
    (FailureReason.CHANNEL_GONE, BADGE, {"channel_id": 5}),
    (FailureReason.CHANNEL_CLOSED, BADGE, {"channel_id": 5}),
    (FailureReason.ROLE_GONE, ROLE, {"role": 7}),
    (FailureReason.ROLE_OUT_OF_REACH, ROLE, {"role": 7}),
    (FailureReason.REFUSED, GIFT, {}),
    (FailureReason.AWAY, GIFT, {}),
    (FailureReason.SLOWED_DOWN, GIFT, {}),
    (FailureReason.STUMBLED, GIFT, {}),
    (FailureReason.UNSURE, GIFT, {}),
    (FailureReason.NO_SECRET, GIFT, {}),
]
FAILURE_PARAMS = {FailureReason.REFUSED: {"code": "50035"}}


@pytest.fixture
async def mug(db: Database) -> int:
    """A coupon in a community that announces."""

    def set_up(session: Session) -> int:
        factories.add_community(session)
        settings.set_announcement_channel(session, BOSS, 5)
        return factories.coupon(session)

    return await db.write(set_up)


async def give(db: Database, reward_id: int, who: Any = MAI, key: str = "gift") -> int:
    """Give a reward; return the grant."""
    key = f"{key}:{who.member_id}"
    return (await db.write(issue.grant, BOSS, who, reward_id, key=key)).grant_id


async def reachable(db: Database) -> bool:
    """Return whether Mai is thought to be."""
    return (await db.read(inventory.inventory, MAI)).reachable


async def lease_one(db: Database) -> LeasedDelivery:
    """Take an announcement; notices that are due before it are sent."""
    while True:
        leased = await db.write(deliveries.lease, Lane.CHANNELS)
        if leased[0].kind is not DeliveryKind.MANAGER_NOTICE:
            return leased[0]
        for notice in leased:
            await db.write(deliveries.sent, notice)


class TestClosedMessages:
    async def test_they_are_noted_until_a_message_arrives(
        self, db: Database, clock: Clock, mug: int
    ) -> None:
        await give(db, mug)
        (delivery,) = await db.write(deliveries.lease)
        await db.write(deliveries.messages_closed, delivery)
        assert await states(db) == [DeliveryState.DROPPED]
        assert not await reachable(db)
        assert not await db.read(deliveries.any_due)  # nothing is said in public
        await give(db, mug, key="another")
        assert await hand_out(db) == [(DeliveryKind.GRANT_MESSAGE, None)]
        assert await reachable(db)

    async def test_the_first_time_is_kept(self, db: Database, clock: Clock, mug: int) -> None:
        began = clock.now
        for number in range(2):
            await give(db, mug, key=str(number))
            (delivery,) = await db.write(deliveries.lease)
            await db.write(deliveries.messages_closed, delivery)
            clock.forward(hours=1)
        member = await db.read(lambda s: s.get_one(Member, (CLUB, MAI.member_id)))
        assert member.messages_closed_at == began

    async def test_it_is_said_in_public_where_managers_want_that(
        self, db: Database, clock: Clock, mug: int
    ) -> None:
        await db.write(settings.set_waiting_notice, BOSS, True)
        for who in (MAI, BOB):
            await give(db, mug, who)
            (delivery,) = await db.write(deliveries.lease)
            await db.write(deliveries.messages_closed, delivery)
        clock.forward(seconds=GATHERED_FOR.total_seconds())
        together = await db.write(deliveries.lease)
        assert [(delivery.kind, delivery.channel_id) for delivery in together] == [(WAITING, 5)] * 2

    @pytest.mark.parametrize("case", ["switched-off", "unwanted", "used", "left"])
    async def test_it_is_not_said_in_public_any_more(
        self, db: Database, clock: Clock, mug: int, case: str
    ) -> None:
        await db.write(settings.set_waiting_notice, BOSS, True)
        grant_id = await give(db, mug)
        (delivery,) = await db.write(deliveries.lease)
        await db.write(deliveries.messages_closed, delivery)
        clock.forward(seconds=GATHERED_FOR.total_seconds())
        if case == "switched-off":
            await db.write(settings.set_waiting_notice, BOSS, False)
        elif case == "unwanted":
            await change(db, Member, CLUB, MAI.member_id, announcements_off=True)
        elif case == "left":
            await change(db, Member, CLUB, MAI.member_id, present=False)
        else:
            await db.write(revoke.revoke, BOSS, grant_id)
        outcomes = dict(await hand_out(db))  # who loses the mug is told that, too
        assert outcomes[WAITING] is not None


class TestRefusedBroadly:
    async def test_every_community_that_waits_is_told_once_a_day(
        self, db: Database, clock: Clock, mug: int
    ) -> None:
        for who in (MAI, BOB):
            await give(db, mug, who)
        for _ in range(2):
            (delivery,) = await db.write(deliveries.lease, Lane.DIRECT)
            await db.write(deliveries.messages_refused, delivery, timedelta(minutes=10))
        assert await notices(db) == [("notice-messages-refused", {})]
        assert not await db.read(deliveries.any_due, Lane.DIRECT)
        clock.forward(minutes=10)
        assert [reason for _, reason in await hand_out(db, Lane.DIRECT)] == [None, None]
        clock.forward(days=1)
        await give(db, mug, key="later")
        (delivery,) = await db.write(deliveries.lease, Lane.DIRECT)
        await db.write(deliveries.messages_refused, delivery, timedelta(minutes=10))
        assert len(await notices(db)) == 2


class TestFailures:
    async def test_managers_are_told_once_for_each_cause(self, db: Database, clock: Clock) -> None:
        await db.write(factories.add_community)
        for number in range(3):
            for channel_id in (5, 6):
                await db.write(announce(number, channel_id=channel_id))
                clock.forward(seconds=3)
                await db.write(deliveries.not_sent, await lease_one(db), FailureReason.CHANNEL_GONE)
        gone = "notice-undelivered-channel-gone"
        assert await notices(db) == [(gone, {"channel": "5"}), (gone, {"channel": "6"})]
        await hand_out(db)
        clock.forward(days=7)
        await db.write(announce(9))
        clock.forward(seconds=3)
        (delivery,) = await db.write(deliveries.lease)
        await db.write(deliveries.not_sent, delivery, FailureReason.CHANNEL_GONE)
        assert len(await notices(db)) == 3

    async def test_a_notice_that_fails_causes_no_other(self, db: Database) -> None:
        def tell(session: Session) -> None:
            deliveries.notify_managers(session, CLUB, "notice-messages-refused", key="x")

        await db.write(factories.add_community)
        await db.write(tell)
        (delivery,) = await db.write(deliveries.lease)
        await db.write(deliveries.not_sent, delivery, FailureReason.CHANNEL_GONE)
        assert len(await notices(db)) == 1

    async def test_what_failed_shows_with_how_much_of_it(self, db: Database, clock: Clock) -> None:
        await db.write(factories.add_community)
        for number in range(3):
            await db.write(announce(number))
            clock.forward(seconds=3)
            await db.write(deliveries.not_sent, await lease_one(db), FailureReason.CHANNEL_GONE)
        shown = await db.read(board, BOSS)
        (lost,) = shown.undelivered
        assert (lost.kind, lost.reason, lost.count) == (
            DeliveryKind.BADGE_ANNOUNCEMENT,
            FailureReason.CHANNEL_GONE,
            3,
        )
        assert [notice.text_id for notice in shown.notices] == ["notice-undelivered-channel-gone"]
        clock.forward(days=KEPT_FOR.days, seconds=10)
        shown = await db.read(board, BOSS)
        assert (shown.notices, shown.undelivered) == ([], [])

    async def test_members_do_not_see_what_failed(self, db: Database) -> None:
        await db.write(factories.add_community)
        with pytest.raises(NotAManagerError):
            await db.read(board, MAI)

    async def test_each_failure_can_be_said(self, db: Database) -> None:
        """In both languages, with what is known of what failed."""
        reasons = {reason for reason in FailureReason if reason.state is not DeliveryState.DROPPED}
        assert {reason for reason, *_ in FAILURES} == reasons - {FailureReason.NOT_TAKEN}
        await db.write(factories.add_community)
        for number, (reason, kind, known) in enumerate(FAILURES):

            def enqueue(
                session: Session,
                key: str = str(number),
                kind: DeliveryKind = kind,
                known: dict[str, Any] = known,
            ) -> None:
                deliveries.enqueue(session, CLUB, kind, key=key, member_id=MAI.member_id, **known)

            await db.write(enqueue)
            (delivery,) = await db.write(deliveries.lease, LANES[kind])
            await db.write(deliveries.not_sent, delivery, reason, **FAILURE_PARAMS.get(reason, {}))
            cause, params = (await notices(db))[-1]
            assert cause == f"notice-undelivered-{reason}"
            for language in SHIPPED:
                assert notice_text(language, cause, params)
            while leftover := await db.write(deliveries.lease, Lane.CHANNELS):
                for notice in leftover:
                    await db.write(deliveries.sent, notice)


class TestCallsWithoutASecret:
    @pytest.fixture
    async def delivery(self, db: Database) -> LeasedDelivery:
        """A call in a sender's hands."""

        def enqueue(session: Session) -> None:
            factories.add_community(session)
            deliveries.enqueue(session, CLUB, DeliveryKind.WEBHOOK, key="call", run="7", position=0)

        await db.write(enqueue)
        return await self.lease(db)

    async def lease(self, db: Database) -> LeasedDelivery:
        (delivery,) = await db.write(deliveries.lease, Lane.WEB)
        return delivery

    async def test_they_wait_and_managers_hear_of_it_weekly(
        self, db: Database, clock: Clock, delivery: LeasedDelivery
    ) -> None:
        await db.write(deliveries.no_secret, delivery)
        assert await db.read(deliveries.waiting_for_secret, CLUB) == 1
        assert await notices(db) == [("notice-no-outgoing-secret", {})]
        clock.forward(days=7)  # longer than Discord would be waited for
        await db.write(deliveries.no_secret, await self.lease(db))
        assert await states(db) == ["pending"]
        assert await notices(db) == [("notice-no-outgoing-secret", {})] * 2
        clock.forward(days=WAITS_FOR_SECRET.days)
        with_run = await self.lease(db)
        await change(db, Delivery, CLUB, with_run.id, payload={})
        await db.write(deliveries.no_secret, with_run)
        assert await states(db) == ["failed"]
        assert await db.read(deliveries.waiting_for_secret, CLUB) == 0

    async def test_they_go_out_once_it_is_made_and_have_a_day_for_it(
        self, db: Database, clock: Clock, delivery: LeasedDelivery
    ) -> None:
        await db.write(deliveries.no_secret, delivery)
        clock.forward(days=3)
        await db.write(deliveries.no_secret, await self.lease(db))
        await db.write(deliveries.secret_made, CLUB)
        assert await db.read(deliveries.waiting_for_secret, CLUB) == 0
        again = await self.lease(db)
        put_off = await db.write(deliveries.put_off, again, FailureReason.AWAY, perhaps_done=False)
        assert put_off is DeliveryState.PENDING

    async def test_a_sender_that_found_none_a_moment_ago_holds_nothing_up(
        self, db: Database, delivery: LeasedDelivery
    ) -> None:
        """Proven: with its attempt still valid, its report lets the call wait for an hour."""
        await db.write(deliveries.secret_made, CLUB)
        await db.write(deliveries.no_secret, delivery)
        assert (await self.lease(db)).id == delivery.id
