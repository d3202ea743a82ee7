"""What points for many mean, in plain Python: one member after the other."""

from dataclasses import dataclass, field

from db.tables import BatchKind, BatchState

Row = tuple[int, int | None, int | None]


@dataclass
class Batch:
    """Something that is done to the points of many."""

    id: int
    kind: BatchKind
    terms: dict[str, object]
    rows: list[Row]
    state: BatchState = BatchState.RUNNING
    reached: int = 0
    moved: dict[int, tuple[int, int]] = field(default_factory=dict)
    kept: int = 0
    refused: int = 0


def go_on(batch: Batch, earn: dict[int, int], spend: dict[int, int], members: int) -> None:
    """Do, or undo, the next so many members of a batch."""
    running = batch.state is BatchState.RUNNING
    left = [row for row in batch.rows[batch.reached :] if running or row[0] in batch.moved]
    for row in left[:members]:
        if running:
            _do(batch, row, earn, spend)
        else:
            _undo(batch, row[0], earn, spend)
        batch.reached = batch.rows.index(row) + 1
    if len(left) < members:
        batch.state = BatchState.DONE if running else BatchState.UNDONE


def _do(batch: Batch, row: Row, earn: dict[int, int], spend: dict[int, int]) -> None:
    member, lifetime, to_spend = row
    changes = (lifetime or 0, to_spend or 0)
    if batch.kind is BatchKind.RESET:
        changes = (0, -_taken(batch.terms, spend[member]))
    elif batch.terms.get("mode") == "set":
        changes = (
            0 if lifetime is None else lifetime - earn[member],
            0 if to_spend is None else to_spend - spend[member],
        )
    if earn[member] + changes[0] < 0 or spend[member] + changes[1] < 0:
        batch.refused += 1
    elif any(changes):
        batch.moved[member] = changes
        earn[member] += changes[0]
        spend[member] += changes[1]


def _taken(terms: dict[str, object], balance: int) -> int:
    number = terms.get("number")
    if terms["take"] == "all" or not isinstance(number, int):
        return balance
    if terms["take"] == "share":
        return balance * number // 100
    return max(0, balance - number)


def _undo(batch: Batch, member: int, earn: dict[int, int], spend: dict[int, int]) -> None:
    lifetime, to_spend = batch.moved[member]
    short = max(
        0,
        lifetime - earn[member] if lifetime > 0 else 0,
        to_spend - spend[member] if to_spend > 0 else 0,
    )
    kept = 0
    for wallet, moved in ((earn, lifetime), (spend, to_spend)):
        back = max(0, moved - short) if moved > 0 else moved
        wallet[member] -= back
        kept = max(kept, moved - back)
    batch.kept += kept
