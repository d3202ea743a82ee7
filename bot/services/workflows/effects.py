"""What a workflow would have changed, as far as its own conditions and steps can tell of it."""

from collections import Counter
from dataclasses import dataclass, field

from db.tables import WalletKind


@dataclass(frozen=True, eq=False)
class Imagined:
    """Changes that are only imagined, beside what is in the database; a run has none."""

    given: Counter[tuple[int, int]] = field(default_factory=Counter)  # by reward and member
    points: Counter[tuple[int, WalletKind]] = field(default_factory=Counter)  # by member and wallet
    attributes: dict[tuple[int, str], str] = field(default_factory=dict)  # by member and name
    ran_for: set[int] = field(default_factory=set)


NOTHING = Imagined()
"""Of a run, which changes things; nobody writes into it."""
