"""award_points: give points."""

from bot.services import audit
from bot.services.points import ledger, tiers
from bot.services.workflows.parts import Amount, Context, Step
from db.tables import LedgerReason, WalletKind


class AwardPoints(Step, key="award_points", example={"points": 5}, provides=("points",)):
    """Give points, to both wallets."""

    points: Amount

    def perform(self, context: Context) -> None:
        """Enter them in the ledger, and give the tier that they bring."""
        member = context.member
        moved = ledger.move(
            context.session,
            context.community_id,
            member.member_id,
            [WalletKind.EARN, WalletKind.SPEND],
            self.points,
            LedgerReason.AWARD,
            key=context.key,
            note=context.workflow_name,
        )
        if moved:
            audit.record(
                context.session,
                context.community_id,
                "points.awarded",
                actor_id=None,
                member_id=member.member_id,
                amount=self.points,
                note=context.workflow_name,
            )
            tiers.cross(context.session, context.community_id, member.member_id, member.role_ids)

    def preview(self, context: Context) -> bool:
        """Count them to both wallets."""
        for wallet in (WalletKind.EARN, WalletKind.SPEND):
            context.effects.points[context.member.member_id, wallet] += self.points
        return True
