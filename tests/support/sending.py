"""Sending what is due without a Discord."""

from typing import Any

from sqlmodel import col, select

from bot.services import deliveries
from bot.services.content import Content, NothingToSendError, load_content
from bot.services.deliveries import GATHERED_FOR, FailureReason, Lane, LeasedDelivery
from bot.services.grants import fulfilment
from db.database import Database
from db.session import Session
from db.tables import Delivery, DeliveryKind
from tests.support.factories import CLUB

ROLE = 77


def announce(number: int, *, community_id: int = CLUB, channel_id: int = 5) -> Any:
    """Return a use case that enqueues an announcement."""

    def use_case(session: Session) -> None:
        deliveries.enqueue(
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


async def hand_out(
    db: Database, lane: Lane | None = None
) -> list[tuple[DeliveryKind, FailureReason | None]]:
    """Send everything that is due; tell why something was not sent."""
    return [
        (delivery.kind, content if isinstance(content, FailureReason) else None)
        for delivery, content in await read(db, lane)
    ]


async def read(
    db: Database, lane: Lane | None = None
) -> list[tuple[LeasedDelivery, Content | FailureReason]]:
    """Send everything that is due; tell what each said, or why it was not sent."""
    done: list[tuple[LeasedDelivery, Content | FailureReason]] = []
    while together := await db.write(deliveries.lease, lane):
        for delivery in together:
            try:
                content = await db.read(load_content, delivery)
            except NothingToSendError as outdated:
                await db.write(report, delivery, outdated.reason)
                done.append((delivery, outdated.reason))
            else:
                await db.write(report, delivery)
                done.append((delivery, content))
    return done


def report(session: Session, delivery: LeasedDelivery, reason: FailureReason | None = None) -> None:
    """Report as the sender does that something was sent, or why it was not."""

    def outcome(session: Session) -> None:
        if reason is None:
            deliveries.sent(session, delivery)
        else:
            deliveries.not_sent(session, delivery, reason)

    fulfilment.record(session, delivery, outcome)


async def change(db: Database, table: Any, *key: int, **fields: Any) -> None:
    """Change fields of a row."""

    def use_case(session: Session) -> None:
        row = session.get_one(table, key)
        for name, value in fields.items():
            setattr(row, name, value)

    await db.write(use_case)


async def notices(db: Database) -> list[tuple[str, dict[str, Any]]]:
    """Return the causes that managers are told of, and what fills them in, oldest first."""
    payloads = select(Delivery.payload).where(Delivery.kind == DeliveryKind.MANAGER_NOTICE)
    rows = await db.read(lambda s: list(s.exec(payloads.order_by(col(Delivery.id)))))
    return [(row["cause"], row["params"]) for row in rows]
