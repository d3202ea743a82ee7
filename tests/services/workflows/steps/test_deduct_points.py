"""Step deduct_points."""

from bot.services import audit
from bot.services.errors import RefusedError
from bot.services.points import ledger
from bot.services.points.ledger import Balances, NothingToTakeError
from db.database import Database
from tests.services.workflows.steps.performing import perform, refused, refused_by_the_database
from tests.support.factories import BOSS, CLUB, MAI


async def test_deduct_points_takes_all_or_nothing_once(db: Database) -> None:
    await perform(db, {"type": "deduct_points", "points": 30})
    await refused_by_the_database(db, {"type": "deduct_points", "points": 30})
    assert await db.read(ledger.balances, CLUB, MAI.member_id) == Balances(100, 70)
    (line, _) = (await db.read(audit.load_page, BOSS)).lines
    assert (line.action, line.actor_id, line.details["amount"]) == ("points.deducted", None, 30)
    short = await refused(db, {"type": "deduct_points", "points": 71}, RefusedError)
    assert isinstance(short, NothingToTakeError)
    assert short.params == {"missing": 1, "balance": 70}
