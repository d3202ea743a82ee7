"""points_at_least: how many points a member has."""

from typing import Literal

from bot.services.points import ledger
from bot.services.workflows.parts import Amount, Condition, Context
from db.tables import WalletKind


class PointsAtLeast(Condition, key="points_at_least", example={"points": 100, "wallet": "spend"}):
    """Holds for members with so many points: gained in a lifetime, or left to spend."""

    points: Amount
    wallet: Literal["earn", "spend"] = "earn"

    def check(self, context: Context) -> bool:
        """Look into that wallet."""
        key = context.member.member_id, WalletKind(self.wallet)
        return (context.state.get(ledger.WALLETS, key) or 0) >= self.points
