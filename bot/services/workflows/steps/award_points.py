"""award_points: give points."""

from bot.services import audit
from bot.services.points import ledger, tiers
from bot.services.points.earn import BOTH
from bot.services.workflows.parts import DONE, Amount, Applied, Context, Step
from db.tables import LedgerReason


class AwardPoints(Step, key="award_points", example={"points": 5}, provides=("points",)):
    """Give points, to both wallets."""

    points: Amount

    def perform(self, context: Context) -> Applied:
        """Enter them in the ledger, and give the tier that they bring."""
        state, member, note = context.state, context.member, context.workflow_name
        ledger.move_in(
            state,
            member.member_id,
            BOTH,
            self.points,
            LedgerReason.AWARD,
            key=context.key,
            note=note,
        )
        audit.record_in(
            state,
            "points.awarded",
            actor_id=None,
            member_id=member.member_id,
            amount=self.points,
            workflow=note,
        )
        tiers.cross_in(state, member.member_id, member.role_ids)
        return DONE
