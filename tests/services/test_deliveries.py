"""What is owed: leased one message at a time, repeated safely, dropped when no longer true."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from bot.services import communities, deliveries, granting, inventory, people, revoking
from bot.services.deliveries import (
    BATCH,
    GATHERED_FOR,
    GIVEN_UP_AFTER,
    LEASE,
    NONCE_LASTS,
    Due,
    Why,
    reading,
)
from bot.services.deliveries.reading import NotOwedError, RewardOwed
from bot.services.people import Person
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind, DeliveryState, Language, RewardKind
from tests.support import scene
from tests.support.databases import Clock
from tests.support.scene import BOB, BOSS, CLUB, MAI, Terms, somebody

ROLE = 77
ELSEWHERE = 2_000
SENT, PENDING = DeliveryState.SENT, DeliveryState.PENDING


def announce(number: int, *, community_id: int = CLUB, channel_id: int = 5) -> Any:
    """Return a use case that owes an announcement."""

    def use_case(session: Session) -> None:
        deliveries.owe(
            session,
            community_id,
            DeliveryKind.BADGE_ANNOUNCEMENT,
            key=f"announce:{channel_id}:{number}",
            channel_id=channel_id,
            after=GATHERED_FOR,
        )

    return use_case


async def states(db: Database) -> list[str]:
    """Return the states of all deliveries but notices to managers, oldest first."""
    mine = select(Delivery.state).where(Delivery.kind != DeliveryKind.MANAGER_NOTICE)
    return await db.read(lambda s: list(s.exec(mine.order_by(col(Delivery.id)))))


async def hand_out(db: Database) -> list[tuple[DeliveryKind, bool]]:
    """Send everything that is due, roles too, without a Discord; tell what was still true."""
    done = []
    while together := await db.write(deliveries.lease):
        for due in together:
            try:
                await db.read(reading.read, due)
            except NotOwedError as outdated:
                await db.write(deliveries.not_sent, due, outdated.why)
                done.append((due.kind, False))
            else:
                await db.write(deliveries.sent, due)
                done.append((due.kind, True))
    return done


@pytest.fixture
async def badge(db: Database) -> int:
    """A badge with a role."""

    def set_up(session: Session) -> int:
        scene.found(session)
        return scene.publish(session, RewardKind.BADGE, "Reader", Terms(badge_role_id=ROLE))

    return await db.write(set_up)


async def test_announcements_gather_until_the_first_is_due(db: Database, clock: Clock) -> None:
    await db.write(announce(1))
    clock.forward(seconds=GATHERED_FOR.total_seconds() - 1)
    assert not await db.read(deliveries.any_due)
    await db.write(announce(2))
    clock.forward(seconds=1)
    assert await db.read(deliveries.any_due)
    together = await db.write(deliveries.lease)
    assert len(together) == 2
    assert len({due.nonce for due in together}) == 1


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
        (where,) = {(due.community_id, due.channel_id, due.nonce) for due in together}
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
    (told,) = await db.write(deliveries.lease)
    assert (told.kind, told.payload["cause"]) == (
        DeliveryKind.MANAGER_NOTICE,
        "notice-undelivered-unsure",
    )
    assert await states(db) == [DeliveryState.UNKNOWN, PENDING]


async def test_what_discord_surely_did_not_take_keeps_its_chance(
    db: Database, clock: Clock
) -> None:
    await db.write(announce(1))
    clock.forward(seconds=3)
    (due,) = await db.write(deliveries.lease)
    await db.write(deliveries.put_off, due, Why.SLOWED_DOWN, perhaps_done=False)
    clock.forward(seconds=NONCE_LASTS.total_seconds() + 1)
    (due,) = await db.write(deliveries.lease)
    assert not due.tried
    clock.forward(seconds=GIVEN_UP_AFTER.total_seconds())
    assert await db.write(deliveries.put_off, due, Why.SLOWED_DOWN, perhaps_done=False) is (
        DeliveryState.FAILED
    )
    assert await states(db) == [DeliveryState.FAILED]


async def test_a_late_report_changes_nothing(db: Database, clock: Clock) -> None:
    await db.write(announce(1))
    clock.forward(seconds=3)
    (slow,) = await db.write(deliveries.lease)
    clock.forward(seconds=LEASE.total_seconds())
    (quick,) = await db.write(deliveries.lease)
    await db.write(deliveries.sent, quick)
    await db.write(deliveries.not_sent, slow, Why.REFUSED)
    await db.write(deliveries.put_off, slow, Why.AWAY, perhaps_done=True)
    assert await states(db) == [SENT]
    assert not await db.write(deliveries.lease)


async def test_something_is_owed_once_for_a_key(db: Database, clock: Clock) -> None:
    await db.write(announce(1))
    await db.write(announce(1))
    assert await states(db) == [PENDING]


async def test_a_badge_revoked_before_its_turn_is_not_announced(
    db: Database, clock: Clock, badge: int
) -> None:
    await db.write(communities.set_announcement_channel, BOSS, 5)
    granted = await db.write(granting.grant, BOSS, MAI, badge, key="a")
    await db.write(revoking.revoke, BOSS, granted.grant_id)
    clock.forward(seconds=3)
    assert {true for _, true in await hand_out(db)} == {False}


async def test_a_role_is_taken_only_if_laurel_gave_it(
    db: Database, clock: Clock, badge: int
) -> None:
    granted = await db.write(granting.grant, BOSS, MAI, badge, key="a")
    assert await hand_out(db) == [(DeliveryKind.GIVE_ROLE, True)]
    await db.write(revoking.revoke, BOSS, granted.grant_id)
    clock.forward(seconds=1)
    assert await hand_out(db) == [(DeliveryKind.TAKE_ROLE, True)]
    # The second time somebody else gave it, so that Laurel found nothing to do.
    clock.forward(seconds=1)
    granted = await db.write(granting.grant, BOSS, MAI, badge, key="b")
    (due,) = await db.write(deliveries.lease)
    await db.write(deliveries.not_sent, due, Why.NOTHING_TO_CHANGE)
    await db.write(revoking.revoke, BOSS, granted.grant_id)
    clock.forward(seconds=1)
    assert await hand_out(db) == [(DeliveryKind.TAKE_ROLE, False)]


async def test_a_role_stays_while_another_badge_carries_it(
    db: Database, clock: Clock, badge: int
) -> None:
    other = await db.write(scene.publish, RewardKind.BADGE, "Writer", Terms(badge_role_id=ROLE))
    first = await db.write(granting.grant, BOSS, MAI, badge, key="a")
    second = await db.write(granting.grant, BOSS, MAI, other, key="b")
    await hand_out(db)
    await db.write(revoking.revoke, BOSS, first.grant_id)
    assert await hand_out(db) == [(DeliveryKind.TAKE_ROLE, False)]
    clock.forward(seconds=1)
    await db.write(revoking.revoke, BOSS, second.grant_id)
    assert await hand_out(db) == [(DeliveryKind.TAKE_ROLE, True)]


async def test_several_senders_never_hold_the_same_message(db: Database, badge: int) -> None:
    """Without the lease's change of `due_at`, all of them would take the first one."""

    def give(session: Session, to: Person) -> None:
        granting.grant(session, BOSS, to, badge, key=f"{to.member_id}", announce=False)

    for number in range(8):
        await db.write(give, somebody(number))
    taken: list[Due] = []
    for _ in range(8):
        taken += await db.write(deliveries.lease)
    assert len({due.id for due in taken}) == 8
    assert not await db.write(deliveries.lease)


async def test_pauses_grow_to_an_hour(db: Database, clock: Clock, badge: int) -> None:
    """And all that while a role is not given up: giving it twice would not show."""
    await db.write(granting.grant, BOSS, MAI, badge, key="a")
    pauses = []
    for _ in range(12):
        (due,) = await db.write(deliveries.lease)
        before = clock.now
        await db.write(deliveries.put_off, due, Why.AWAY, perhaps_done=True)
        row = await db.read(lambda s: s.exec(select(Delivery)).one())
        assert (row.state, row.error) == (PENDING, Why.AWAY)
        pauses.append((row.due_at - before).total_seconds())
        clock.now = row.due_at
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]


async def test_a_message_perhaps_sent_keeps_the_time_of_its_nonce(
    db: Database, clock: Clock
) -> None:
    await db.write(announce(1))
    clock.forward(seconds=3)
    attempts = 0
    while (due := await db.write(deliveries.lease)) and not due[0].payload:
        attempts += 1
        await db.write(deliveries.put_off, due[0], Why.AWAY, perhaps_done=True)
        clock.now = await db.read(lambda s: s.exec(select(Delivery.due_at)).first()) or clock.now
    assert attempts == 4  # after 10, 30 and 70 seconds; the next would come after 150
    assert await states(db) == [DeliveryState.UNKNOWN]


@pytest.fixture
async def gift(db: Database) -> int:
    """A voucher that Mai was given, whose message is due."""

    def set_up(session: Session) -> int:
        scene.found(session)
        pool = [(f"SUMMER-{number:02}", date(2025, 12, 31)) for number in range(20)]
        voucher = scene.publish(session, RewardKind.VOUCHER, "Partner", codes=pool)
        return granting.grant(session, BOSS, MAI, voucher, key="a").grant_id

    return await db.write(set_up)


async def test_a_message_tells_what_was_given_without_its_code(db: Database, gift: int) -> None:
    (due,) = await db.write(deliveries.lease)
    assert (due.kind, due.member_id, due.grant_id) == (
        DeliveryKind.GRANT_MESSAGE,
        MAI.member_id,
        gift,
    )
    owed = await db.read(reading.read, due)
    assert isinstance(owed, RewardOwed)
    assert (owed.language, owed.reward_name, owed.reward_kind) == ("en", "Partner", "voucher")
    assert owed.expires_on == date(2025, 12, 31)
    assert "SUMMER" not in repr(owed) + repr(due)


async def _see(db: Database, grant_id: int) -> None:
    await db.write(inventory.show_code, MAI, grant_id)


async def _lose(db: Database, grant_id: int) -> None:
    await db.write(revoking.revoke, BOSS, grant_id)


async def _leave(db: Database, grant_id: int) -> None:
    def leave(session: Session) -> None:
        communities.get(session, CLUB).removed_at = session.now

    await db.write(leave)


@pytest.mark.parametrize("happens", [_see, _lose, _leave])
async def test_a_message_that_is_not_true_any_more_is_not_sent(
    db: Database, gift: int, happens: Any
) -> None:
    (due,) = await db.write(deliveries.lease)
    await db.read(reading.read, due)
    await happens(db, gift)
    with pytest.raises(NotOwedError):
        await db.read(reading.read, due)


async def test_what_is_not_committed_is_not_owed(db: Database, badge: int) -> None:
    def give_and_fail(session: Session) -> None:
        granting.grant(session, BOSS, MAI, badge, key="a")
        raise KeyError

    with pytest.raises(KeyError):
        await db.write(give_and_fail)
    assert await states(db) == []


async def test_a_direct_message_speaks_its_readers_language(db: Database) -> None:
    def set_up(session: Session) -> None:
        scene.found(session)
        coupon = scene.coupon(session)
        for who in (MAI, BOB):
            granting.grant(session, BOSS, who, coupon, key=f"gift:{who.member_id}")
        people.speaks(session, CLUB, MAI.member_id, Language.VIETNAMESE)

    await db.write(set_up)
    spoken = {}
    while leased := await db.write(deliveries.lease):
        for due in leased:
            spoken[due.member_id] = (await db.read(reading.read, due)).language
    assert spoken == {MAI.member_id: Language.VIETNAMESE, BOB.member_id: Language.ENGLISH}
