"""What steps would have changed, had they been performed instead of previewed."""

from collections import Counter
from dataclasses import dataclass, field

from db.tables import WalletKind


@dataclass(frozen=True, eq=False)
class Effects:
    """Changes beside those in the database, which steps note and conditions take into account.

    Only a backtest has any: a run and a dry run perform their steps, so the database has it all.
    """

    grants: Counter[tuple[int, int]] = field(default_factory=Counter)  # by reward and member
    points: Counter[tuple[int, WalletKind]] = field(default_factory=Counter)  # by member and wallet
    attributes: dict[tuple[int, str], str] = field(default_factory=dict)  # by member and name
    ran_for: set[int] = field(default_factory=set)  # members
