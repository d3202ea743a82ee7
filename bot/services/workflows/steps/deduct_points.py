"""deduct_points: take points."""

from bot.services import audit
from bot.services.points import ledger
from bot.services.points.ledger import NotEnoughPointsError, NothingToTakeError
from bot.services.workflows.parts import DONE, Amount, Applied, Context, Step
from db.tables import LedgerReason, WalletKind


class DeductPoints(Step, key="deduct_points", example={"points": 5}, provides=("points",)):
    """Take points from what a member has to spend, all or nothing."""

    points: Amount

    def perform(self, context: Context) -> Applied:
        """Enter them in the ledger."""
        member_id, note = context.member.member_id, context.workflow_name
        try:
            ledger.move_in(
                context.state,
                member_id,
                [WalletKind.SPEND],
                -self.points,
                LedgerReason.DEDUCTION,
                key=context.key,
                note=note,
            )
        except NotEnoughPointsError as short:
            missing = short.params["missing"]
            assert isinstance(missing, int)
            raise NothingToTakeError(missing=missing, balance=self.points - missing) from short
        audit.record_in(
            context.state,
            "points.deducted",
            actor_id=None,
            member_id=member_id,
            amount=self.points,
            workflow=note,
        )
        return DONE
