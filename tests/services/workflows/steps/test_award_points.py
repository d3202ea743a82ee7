"""Step award_points."""

from bot.services import audit
from bot.services.points import ledger
from bot.services.points.ledger import Balances
from db.database import Database
from tests.services.workflows.steps.performing import perform, refused_by_the_database
from tests.support.factories import BOSS, CLUB, MAI


async def test_award_points_goes_to_both_wallets_once(db: Database) -> None:
    await perform(db, {"type": "award_points", "points": 7})
    await refused_by_the_database(db, {"type": "award_points", "points": 7})
    assert await db.read(ledger.balances, CLUB, MAI.member_id) == Balances(107, 107)
    (line, _) = (await db.read(audit.load_page, BOSS)).lines
    assert (line.action, line.actor_id, line.member_id) == ("points.awarded", None, MAI.member_id)
    assert line.details["amount"] == 7
