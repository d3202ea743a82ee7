"""Deliveries are leased one message at a time, each by one sender, and repeated safely."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.services import actors, deliveries
from bot.services.actors import Person
from bot.services.deliveries import (
    BATCH,
    GATHERED_FOR,
    GIVEN_UP_AFTER,
    LEASE,
    NONCE_LASTS,
    FailureReason,
    Lane,
    LeasedDelivery,
)
from bot.services.deliveries.enqueue import ROLES_AT_ONCE
from bot.services.deliveries.kinds import LANES
from bot.services.grants import issue
from db.database import Database, connect
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState
from tests.support import factories
from tests.support.databases import Clock, still_world
from tests.support.factories import BOB, BOSS, CLUB, MAI, somebody
from tests.support.sending import announce, states

ELSEWHERE = 2_000
SENT, PENDING = DeliveryState.SENT, DeliveryState.PENDING


async def test_announcements_gather_until_the_first_is_due(db: Database, clock: Clock) -> None:
    await db.write(announce(1))
    clock.forward(seconds=GATHERED_FOR.total_seconds() - 1)
    assert not await db.read(deliveries.any_due)
    await db.write(announce(2))
    clock.forward(seconds=1)
    assert await db.read(deliveries.any_due)
    together = await db.write(deliveries.lease)
    assert len(together) == 2
    assert len({delivery.nonce for delivery in together}) == 1


async def test_a_role_that_was_bought_does_not_wait_for_those_of_thousands(
    db: Database, clock: Clock
) -> None:
    """With all of them due at once, what is bought later comes after the last of them."""
    many, slices = 15, 2

    def import_tiers(session: Session, first: int) -> None:
        rows = [
            deliveries.enqueuing(
                session, CLUB, DeliveryKind.GIVE_ROLE, key=f"tier:{one}", member_id=one, role=77
            )
            for one in range(first, first + many)
        ]
        deliveries.enqueue_many(session, rows)

    def buy(session: Session) -> None:
        deliveries.enqueue(
            session, CLUB, DeliveryKind.GIVE_ROLE, key="bought", member_id=MAI.member_id, role=78
        )

    async def due_now() -> list[str]:
        keys = []
        while together := await db.write(deliveries.lease, Lane.ROLES):
            keys += [one.key for one in together]
            await db.write(deliveries.sent, together[0])
        return keys

    for turn in range(slices):
        await db.write(import_tiers, turn * many)
    assert len(await due_now()) == ROLES_AT_ONCE
    clock.forward(seconds=1)
    await db.write(buy)
    assert await due_now() == [f"tier:{ROLES_AT_ONCE}", "bought"]
    left = slices * many - ROLES_AT_ONCE - 1
    clock.forward(seconds=left)
    assert len(await due_now()) == left
    assert set(await states(db)) == {SENT}


async def test_a_message_holds_announcements_of_one_channel_only(
    db: Database, clock: Clock
) -> None:
    for number in range(2):
        await db.write(announce(number))
        await db.write(announce(number, community_id=ELSEWHERE))
        await db.write(announce(number, channel_id=6))
    clock.forward(seconds=3)
    seen = set()
    while together := await db.write(deliveries.lease):
        (where,) = {
            (delivery.community_id, delivery.channel_id, delivery.nonce) for delivery in together
        }
        assert len(together) == 2
        seen.add(where)
    assert len(seen) == len({nonce for _, _, nonce in seen}) == 3


async def test_a_message_holds_ten_announcements(db: Database, clock: Clock) -> None:
    for number in range(BATCH + 1):
        await db.write(announce(number))
    clock.forward(seconds=3)
    assert [len(await db.write(deliveries.lease)) for _ in range(3)] == [BATCH, 1, 0]


async def test_what_a_sender_left_is_repeated_as_it_was(db: Database, clock: Clock) -> None:
    await db.write(announce(1))
    clock.forward(seconds=3)
    (before,) = await db.write(deliveries.lease)
    assert not before.tried
    await db.write(announce(2))
    clock.forward(seconds=LEASE.total_seconds())
    (other,) = await db.write(deliveries.lease)
    assert (other.nonce == before.nonce, other.tried) == (False, False)
    (again,) = await db.write(deliveries.lease)
    assert (again.id, again.nonce, again.tried) == (before.id, before.nonce, True)


async def test_a_message_of_unknown_fate_is_not_risked_when_its_nonce_is_old(
    db: Database, clock: Clock
) -> None:
    await db.write(announce(1))
    await db.write(announce(2, channel_id=6))
    clock.forward(seconds=3)
    await db.write(deliveries.lease)
    clock.forward(seconds=NONCE_LASTS.total_seconds() + 1)
    (left,) = await db.write(deliveries.lease)
    assert (left.channel_id, left.tried) == (6, False)
    (notice,) = await db.write(deliveries.lease)
    assert (notice.kind, notice.payload["cause"]) == (
        DeliveryKind.MANAGER_NOTICE,
        "notice-undelivered-unsure",
    )
    assert await states(db) == [DeliveryState.UNKNOWN, PENDING]


async def test_what_discord_surely_did_not_take_keeps_its_chance(
    db: Database, clock: Clock
) -> None:
    await db.write(announce(1))
    clock.forward(seconds=3)
    (delivery,) = await db.write(deliveries.lease)
    await db.write(deliveries.put_off, delivery, FailureReason.SLOWED_DOWN, perhaps_done=False)
    clock.forward(seconds=NONCE_LASTS.total_seconds() + 1)
    (delivery,) = await db.write(deliveries.lease)
    assert not delivery.tried
    clock.forward(seconds=GIVEN_UP_AFTER.total_seconds())
    assert await db.write(
        deliveries.put_off, delivery, FailureReason.SLOWED_DOWN, perhaps_done=False
    ) is (DeliveryState.FAILED)
    assert await states(db) == [DeliveryState.FAILED]


async def test_a_late_report_changes_nothing(db: Database, clock: Clock) -> None:
    await db.write(announce(1))
    clock.forward(seconds=3)
    (slow,) = await db.write(deliveries.lease)
    clock.forward(seconds=LEASE.total_seconds())
    (quick,) = await db.write(deliveries.lease)
    await db.write(deliveries.sent, quick)
    await db.write(deliveries.not_sent, slow, FailureReason.REFUSED)
    await db.write(deliveries.put_off, slow, FailureReason.AWAY, perhaps_done=True)
    assert await states(db) == [SENT]
    assert not await db.write(deliveries.lease)


async def test_something_is_enqueued_once_for_a_key(db: Database, clock: Clock) -> None:
    await db.write(announce(1))
    await db.write(announce(1))
    assert await states(db) == [PENDING]


async def test_several_senders_never_hold_the_same_message(db: Database, badge: int) -> None:
    """Without the lease's change of `due_at`, all of them would take the first one."""

    def give(session: Session, to: Person) -> None:
        issue.grant(session, BOSS, to, badge, key=f"{to.member_id}", announce=False)

    for number in range(8):
        await db.write(give, somebody(number))
    taken: list[LeasedDelivery] = []
    for _ in range(8):
        taken += await db.write(deliveries.lease)
    assert len({delivery.id for delivery in taken}) == 8
    assert not await db.write(deliveries.lease)


async def test_pauses_grow_to_an_hour(db: Database, clock: Clock, badge: int) -> None:
    """And all that while a role is not given up: giving it twice would not show."""
    await db.write(issue.grant, BOSS, MAI, badge, key="a")
    pauses = []
    for _ in range(12):
        (delivery,) = await db.write(deliveries.lease)
        before = clock.now
        await db.write(deliveries.put_off, delivery, FailureReason.AWAY, perhaps_done=True)
        row = await db.read(lambda s: s.exec(select(Delivery)).one())
        assert (row.state, row.error) == (PENDING, FailureReason.AWAY)
        pauses.append((row.due_at - before).total_seconds())
        clock.now = row.due_at
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]


async def test_a_message_perhaps_sent_keeps_the_time_of_its_nonce(
    db: Database, clock: Clock
) -> None:
    await db.write(announce(1))
    clock.forward(seconds=3)
    attempts = 0
    while (delivery := await db.write(deliveries.lease)) and delivery[0].channel_id:
        attempts += 1
        await db.write(deliveries.put_off, delivery[0], FailureReason.AWAY, perhaps_done=True)
        clock.now = await db.read(lambda s: s.get_one(Delivery, (CLUB, delivery[0].id)).due_at)
    assert attempts == 4  # after 10, 30 and 70 seconds; the next would come after 150
    assert await states(db) == [DeliveryState.UNKNOWN]


async def test_what_is_not_committed_is_not_enqueued(db: Database, badge: int) -> None:
    def give_and_fail(session: Session) -> None:
        issue.grant(session, BOSS, MAI, badge, key="a")
        raise KeyError

    with pytest.raises(KeyError):
        await db.write(give_and_fail)
    assert await states(db) == []


def write_to(*members: Person, kind: DeliveryKind = DeliveryKind.CODE_WITHDRAWN) -> Any:
    """Return a use case that enqueues for each of them a direct message."""

    def use_case(session: Session) -> None:
        for number, member in enumerate(members):
            key = f"{kind}:{member.member_id}:{number}"
            deliveries.enqueue(session, CLUB, kind, key=key, member_id=member.member_id)

    return use_case


async def test_lanes_do_not_wait_for_each_other(db: Database, clock: Clock) -> None:
    await db.write(write_to(MAI))
    await db.write(announce(1))
    clock.forward(seconds=3)
    assert not await db.read(deliveries.any_due, Lane.ROLES)
    assert not await db.write(deliveries.lease, Lane.WEB)
    (announcement,) = await db.write(deliveries.lease, Lane.CHANNELS)
    assert announcement.lane is Lane.CHANNELS
    (message,) = await db.write(deliveries.lease, Lane.DIRECT)
    assert message.member_id == MAI.member_id


def test_every_kind_has_a_lane() -> None:
    assert set(LANES) == set(DeliveryKind)


async def test_nobody_is_written_to_by_two_senders(db: Database, clock: Clock) -> None:
    """Another message to the same member waits until the first is sent, or its sender is gone."""
    await db.write(write_to(MAI, MAI, BOB))
    (first,) = await db.write(deliveries.lease, Lane.DIRECT)
    (other,) = await db.write(deliveries.lease, Lane.DIRECT)
    assert (first.member_id, other.member_id) == (MAI.member_id, BOB.member_id)
    assert not await db.read(deliveries.any_due, Lane.DIRECT)
    assert not await db.write(deliveries.lease, Lane.DIRECT)
    await db.write(deliveries.sent, first)
    (second,) = await db.write(deliveries.lease, Lane.DIRECT)
    assert second.member_id == MAI.member_id


async def test_a_message_put_off_holds_up_no_other(db: Database) -> None:
    await db.write(write_to(MAI, MAI))
    (first,) = await db.write(deliveries.lease, Lane.DIRECT)
    await db.write(deliveries.put_off, first, FailureReason.AWAY, perhaps_done=True)
    (second,) = await db.write(deliveries.lease, Lane.DIRECT)
    assert second.id != first.id


async def test_reminders_of_a_member_are_one_message(db: Database) -> None:
    await db.write(write_to(MAI, BOB, MAI, kind=DeliveryKind.REMINDER))
    together = [await db.write(deliveries.lease, Lane.DIRECT) for _ in range(2)]
    members = [[delivery.member_id for delivery in leased] for leased in together]
    assert members == [[MAI.member_id, MAI.member_id], [BOB.member_id]]


async def test_a_lease_that_is_renewed_does_not_run_out(db: Database, clock: Clock) -> None:
    await db.write(write_to(MAI))
    leased = await db.write(deliveries.lease)
    clock.forward(seconds=LEASE.total_seconds() - 1)
    await db.write(deliveries.renew, leased)
    clock.forward(seconds=LEASE.total_seconds() - 1)
    assert not await db.write(deliveries.lease)
    clock.forward(seconds=1)
    (again,) = await db.write(deliveries.lease)
    assert again.tried
    await db.write(deliveries.renew, leased)  # by a sender that was thought dead
    clock.forward(seconds=LEASE.total_seconds())
    assert await db.write(deliveries.lease)


async def test_only_whoever_has_it_in_hand_says_that_it_failed(db: Database, clock: Clock) -> None:
    await db.write(write_to(MAI))
    (slow,) = await db.write(deliveries.lease)
    clock.forward(seconds=LEASE.total_seconds())
    (quick,) = await db.write(deliveries.lease)
    await db.write(deliveries.not_sent, slow, FailureReason.REFUSED, code="1")
    await db.write(deliveries.put_off, slow, FailureReason.AWAY, perhaps_done=False)
    assert await states(db) == [PENDING]
    await db.write(deliveries.sent, slow)  # that, however, is so whoever says it
    assert await states(db) == [SENT]
    await db.write(deliveries.not_sent, quick, FailureReason.REFUSED, code="1")
    assert await states(db) == [SENT]


async def test_a_webhook_is_repeated_also_when_a_message_would_not_be(
    db: Database, clock: Clock
) -> None:
    """Its receiver knows a repeat by its id, for good."""

    def call(session: Session) -> None:
        deliveries.enqueue(session, CLUB, DeliveryKind.WEBHOOK, key="call", run="1", position=0)

    await db.write(call)
    (before,) = await db.write(deliveries.lease)
    clock.forward(seconds=NONCE_LASTS.total_seconds() + LEASE.total_seconds())
    (again,) = await db.write(deliveries.lease)
    assert again.id == before.id


async def test_what_is_asked_to_wait_waits_that_long(db: Database, clock: Clock) -> None:
    await db.write(write_to(MAI))
    (delivery,) = await db.write(deliveries.lease)
    pause = timedelta(minutes=7)
    await db.write(
        deliveries.put_off, delivery, FailureReason.SLOWED_DOWN, perhaps_done=False, after=pause
    )
    clock.forward(seconds=pause.total_seconds() - 1)
    assert not await db.read(deliveries.any_due)
    clock.forward(seconds=1)
    assert await db.read(deliveries.any_due)


@pytest.fixture
async def processes(db_url: str, clock: Clock) -> AsyncIterator[list[Database]]:
    """Several on one database."""
    running = [connect(db_url, still_world(clock, seed)) for seed in range(2, 5)]
    yield running
    for process in running:
        await process.close()


async def test_of_senders_at_the_same_moment_one_writes_to_a_member(
    db: Database, processes: list[Database]
) -> None:
    """Without looking again under the lock on the member, several would on PostgreSQL."""
    await db.write(factories.add_community)
    await db.write(actors.remember, CLUB, MAI.member_id)
    await db.write(write_to(*[MAI] * 12))
    for _ in range(6):
        leased = await asyncio.gather(
            *(process.write(deliveries.lease, Lane.DIRECT) for process in processes * 3)
        )
        (taken,) = [delivery for together in leased for delivery in together]
        await db.write(deliveries.sent, taken)


async def test_processes_share_the_work_and_send_nothing_twice(
    db: Database, processes: list[Database], clock: Clock
) -> None:
    """Without the lock on the row, or the change of `due_at`, several would take the same one."""
    await db.write(factories.add_community)

    def set_up(session: Session) -> None:
        for number in range(2):
            actors.remember(session, CLUB, somebody(number).member_id)

    await db.write(set_up)
    await db.write(write_to(*(somebody(number % 2) for number in range(24))))
    for number in range(12):
        await db.write(announce(number, channel_id=number % 3))
    clock.forward(seconds=3)
    sent: list[int] = []
    writing: set[int | None] = set()
    clashes = []

    async def work(process: Database, lane: Lane) -> None:
        while await process.read(deliveries.any_due, lane):
            leased = await process.write(deliveries.lease, lane)
            for delivery in leased:
                if delivery.member_id is not None:
                    clashes.append(delivery.member_id in writing)
                    writing.add(delivery.member_id)
            await asyncio.sleep(0)
            for delivery in leased:
                writing.discard(delivery.member_id)
                await process.write(deliveries.sent, delivery)
                sent.append(delivery.id)

    await asyncio.gather(
        *(work(process, lane) for process in processes for lane in (Lane.DIRECT, Lane.CHANNELS))
    )
    assert not any(clashes)
    assert len(sent) == len(set(sent)) == 36
    assert set(await states(db)) == {SENT}
