"""Evaluating one condition."""

from typing import Any

from bot.services.members.diff import MemberSnapshot
from bot.services.state import Loaded, try_out
from bot.services.workflows import parts
from bot.services.workflows.parts import Condition
from db.database import Database
from db.session import Session
from tests.services.workflows.parts import context, insert_event
from tests.support.factories import CLUB, MAI


def condition(part: dict[str, Any]) -> Condition:
    """Return a condition."""
    return parts.conditions()[part["type"]].model_validate(part)


async def is_true(
    db: Database,
    part: dict[str, Any],
    *,
    who: MemberSnapshot | None = None,
    channel_id: int | None = None,
) -> bool:
    """Evaluate a condition about Mai."""

    def use_case(session: Session) -> bool:
        event = insert_event(session, channel_id=channel_id)
        return try_out(
            Loaded(session, CLUB, locks=False),
            lambda state: condition(part).check(context(state, event, who=who)),
        )

    return await db.write(use_case)


def with_roles(*roles: int) -> MemberSnapshot:
    """Return Mai with roles."""
    return MemberSnapshot(MAI.member_id, frozenset(roles))
