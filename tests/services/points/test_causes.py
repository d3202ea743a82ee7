"""What every line of a history was for."""

from sqlmodel import select

from bot.services import audit, events
from bot.services.actors import remember
from bot.services.events import NewEvent
from bot.services.grants import purchase, revoke
from bot.services.pipeline import reverse
from bot.services.points import many, movements
from bot.services.points.causes import Cause
from db.database import Database
from db.session import Session
from db.tables import BatchKind, BatchState, Grant, LedgerReason
from tests.activity.test_running import workflow
from tests.support import factories
from tests.support.databases import Clock
from tests.support.earning import undo
from tests.support.factories import BOSS, CLUB, MAI
from tests.support.pipeline import until_nothing_is_left

CHANNEL = 77
UNDER_WAY = (BatchState.RUNNING, BatchState.UNDOING)


async def test_every_line_names_what_it_was_for(db: Database, clock: Clock) -> None:
    async def done(batch_id: int) -> None:
        while (await db.work(many.step, CLUB, batch_id)).state in UNDER_WAY:
            pass

    def write(session: Session) -> None:
        remember(session, CLUB, MAI.member_id)
        new_event = NewEvent(
            CLUB, "post_created", "message:1", MAI.member_id, session.now, channel_id=CHANNEL
        )
        events.store(session, [new_event])

    def buy(session: Session) -> None:
        mug = factories.coupon(session, cost=3)
        purchase.claim(session, MAI, purchase.offer(session, MAI, mug).offer_id)

    await db.write(factories.add_community)
    await db.write(
        workflow,
        [{"type": "award_points", "points": 7}, {"type": "deduct_points", "points": 1}],
        trigger={"type": "post_created"},
        name="Welcome",
    )
    await db.write(write)
    await until_nothing_is_left(db)
    clock.forward(seconds=5)
    await db.write(undo, reverse.reverse_event, "message:1", clock.now)
    await db.write(buy)
    grant_id = await db.read(lambda session: session.exec(select(Grant.id)).one())
    await db.write(revoke.revoke, BOSS, grant_id)
    batch_id = await db.write(many.begin, BOSS, BatchKind.AWARD, {"amount": 5})
    await db.write(many.extend_members, BOSS, batch_id, [MAI.member_id])
    await db.write(many.confirm, BOSS, batch_id)
    await done(batch_id)
    await db.write(many.undo, BOSS, batch_id)
    await done(batch_id)
    await db.write(factories.give_points, MAI, 2)

    seen = (await db.read(movements.history, MAI, MAI.member_id)).movements
    assert {(one.reason, one.cause) for one in seen} == {
        (LedgerReason.AWARD, Cause()),
        (LedgerReason.UNDO, Cause(batch="award")),
        (LedgerReason.AWARD, Cause(batch="award")),
        (LedgerReason.REVOKED, Cause(reward="Mug")),
        (LedgerReason.PURCHASE, Cause(reward="Mug")),
        (LedgerReason.CORRECTION, Cause(action="post_created", channel_id=CHANNEL)),
        (LedgerReason.DEDUCTION, Cause(workflow="Welcome")),
        (LedgerReason.AWARD, Cause(workflow="Welcome")),
        (LedgerReason.EARNED, Cause(action="daily_login")),
        (LedgerReason.EARNED, Cause(action="post_created", channel_id=CHANNEL)),
    }
    of_one = await db.read(movements.history, MAI, MAI.member_id, reason=LedgerReason.UNDO)
    assert [one.reason for one in of_one.movements] == [LedgerReason.UNDO]
    lines = (await db.read(audit.load_page, BOSS, audit.Chosen(member_id=MAI.member_id))).lines
    assert [line.details["workflow"] for line in lines if "workflow" in line.details] == [
        "Welcome",
        "Welcome",
    ]
