"""A role is left out of earning at the moment at which somebody gets it, or is let in alone."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from bot.services.members import sync
from bot.services.members.diff import MemberSnapshot
from bot.services.points import left_out
from db.database import Database
from db.session import Session
from db.tables import Member
from tests.concurrency.racing import halfway
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI

QUIET = 77


def holds(session: Session, *role_ids: int) -> None:
    """Let member sync see Mai with roles."""
    joined = datetime(2025, 1, 1, tzinfo=UTC)
    sync.observe(session, CLUB, [MemberSnapshot(MAI.member_id, frozenset(role_ids), joined)])


def gets_it(session: Session) -> None:
    """Let Mai get the role."""
    holds(session, QUIET)


leave_out = partial(left_out.leave_out_role, by=BOSS, role_id=QUIET)
let_earn = partial(left_out.let_member_earn, by=BOSS, member_id=MAI.member_id)


@pytest.mark.parametrize(
    ("use_case", "after", "other"),
    [
        # Without `hold_writers` PostgreSQL says of her row that she earns: who leaves the role out
        # has not seen that she has it, and who syncs her not that it is left out.
        pytest.param(leave_out, left_out.refresh, gets_it, id="left-out-first"),
        pytest.param(gets_it, left_out.roles, leave_out, id="synced-first"),
        # The same where roles are asked for before her row is written: it says already what
        # leaving out the role makes of it, so the lock of the row is not waited for.
        pytest.param(let_earn, left_out.roles, leave_out, id="let-in-first"),
    ],
)
async def test_who_has_a_role_that_is_left_out_is_left_out(
    processes: list[Database],
    use_case: Callable[[Session], Any],
    after: Callable[..., Any],
    other: Callable[[Session], Any],
) -> None:
    def begin(session: Session) -> None:
        factories.add_community(session)
        holds(session, *([QUIET] if use_case is let_earn else []))
        if use_case is let_earn:
            left_out.leave_out_member(session, BOSS, MAI.member_id)

    await processes[0].write(begin)
    await halfway(processes, use_case, after, other)
    row = await processes[0].read(lambda s: s.get_one(Member, (CLUB, MAI.member_id)))
    assert (row.role_ids, row.left_out) == ([QUIET], True)
