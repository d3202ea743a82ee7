"""What was done to the points of many, in the numbers of a week."""

from bot.services.points import many
from bot.services.stats import points
from bot.services.stats.windows import Window
from db.database import Database
from db.session import Session
from db.tables import BatchKind
from tests.support import factories
from tests.support.factories import BOSS, CLUB, MAI


def _done(session: Session, batch_id: int, *, undone: bool = False) -> None:
    many.confirm(session, BOSS, batch_id)
    assert many.step(session, CLUB, batch_id).whole
    if undone:
        many.undo(session, BOSS, batch_id)
        assert many.step(session, CLUB, batch_id).whole


def _a_week(session: Session) -> None:
    factories.add_community(session)
    factories.give_points(session, MAI, 100)
    for undone in (True, False):
        batch_id = many.begin(session, BOSS, BatchKind.AWARD, {"amount": 20})
        many.extend_members(session, BOSS, batch_id, [MAI.member_id])
        _done(session, batch_id, undone=undone)
        batch_id = many.begin(session, BOSS, BatchKind.IMPORT, {"mode": "add"})
        many.extend(session, BOSS, batch_id, [(MAI.member_id, 1000, 1000)])
        _done(session, batch_id, undone=undone)
        batch_id = many.begin(session, BOSS, BatchKind.RESET, {"take": "share", "number": 10})
        many.extend_with_holders(session, BOSS, batch_id)
        _done(session, batch_id, undone=undone)


async def test_what_was_undone_is_neither_issued_nor_spent(db: Database) -> None:
    await db.write(_a_week)
    week = (await db.read(points.points, BOSS, next(iter(Window))))[-1]
    assert (week.issued, week.imported) == (120, 1000)
    assert (week.award, week.undo, week.restored) == (140, -20, 10)
    assert (week.reset, week.spent) == (-10 - 112, 112)
