"""deduct_points: take points."""

from bot.services import audit
from bot.services.points import ledger
from bot.services.points.ledger import NotEnoughPointsError, NothingToTakeError
from bot.services.workflows.parts import Amount, Context, Step
from db.tables import LedgerReason, WalletKind


class DeductPoints(Step, key="deduct_points", example={"points": 5}, provides=("points",)):
    """Take points from what a member has to spend, all or nothing."""

    points: Amount

    def perform(self, context: Context) -> None:
        """Enter them in the ledger."""
        try:
            moved = ledger.move(
                context.session,
                context.community_id,
                context.member.member_id,
                [WalletKind.SPEND],
                -self.points,
                LedgerReason.DEDUCTION,
                key=context.key,
                note=context.workflow_name,
            )
        except NotEnoughPointsError as short:
            missing = short.params["missing"]
            assert isinstance(missing, int)
            raise NothingToTakeError(missing=missing, balance=self.points - missing) from short
        if moved:
            audit.record(
                context.session,
                context.community_id,
                "points.deducted",
                actor_id=None,
                member_id=context.member.member_id,
                amount=self.points,
                note=context.workflow_name,
            )

    def preview(self, context: Context) -> bool:
        """Count them off, if there are so many."""
        member_id, wallet = context.member.member_id, WalletKind.SPEND
        balance = ledger.balance(context.session, context.community_id, member_id, wallet)
        balance += context.effects.points[member_id, wallet]
        if balance < self.points:
            raise NothingToTakeError(missing=self.points - balance, balance=balance)
        context.effects.points[member_id, wallet] -= self.points
        return True
