"""Steps of a random walk about points for many: they are left half done, and go on later."""

from bot.services.actors import remember
from bot.services.points import many, many_reports
from bot.services.points.many import NobodyError, UnfinishedError
from db.tables import BatchKind, BatchState
from tests.concurrency import model, model_batches
from tests.concurrency.model_batches import Batch, Row
from tests.concurrency.random_walk import MEMBERS, RandomWalk

_SIGNS = {
    BatchKind.AWARD: (1, 1),
    BatchKind.REFUND: (None, 1),
    BatchKind.DEDUCTION: (None, -1),
    BatchKind.CORRECTION: (-1, -1),
}


async def points_for_many(walk: RandomWalk) -> None:
    """Award, deduct, import or begin a season, for some members; it is done to some of them."""
    dice = walk.dice
    kind = dice.choice([one for one in BatchKind if one is not BatchKind.GRANT])
    members = dice.sample(MEMBERS, k=dice.randint(1, len(MEMBERS)))
    terms: dict[str, object] = {"amount": dice.randint(1, 80)}
    if kind is BatchKind.IMPORT:
        terms = {"mode": dice.choice(["add", "set"])}
    elif kind is BatchKind.RESET:
        take = dice.choice(["all", "share", "above"])
        terms = {"take": take, "number": dice.randint(1, 100)}
    batch_id = await walk.attempt(set(), many.begin, walk.boss, kind, terms)
    assert batch_id is not None
    rows = await _write_down(walk, batch_id, kind, terms, members)
    if not rows:
        await walk.attempt({NobodyError}, many.confirm, walk.boss, batch_id)
        return
    await walk.attempt(set(), many.confirm, walk.boss, batch_id)
    walk.model.batches.append(Batch(batch_id, kind, terms, rows))
    await _go_on(walk, walk.model.batches[-1])


async def _write_down(
    walk: RandomWalk, batch_id: int, kind: BatchKind, terms: dict[str, object], members: list[int]
) -> list[Row]:
    if kind is BatchKind.RESET:
        await walk.attempt(set(), many.extend_with_holders, walk.boss, batch_id)
        return [(one, None, None) for one in sorted(MEMBERS) if walk.model.spend[one] > 0]
    if kind is BatchKind.IMPORT:
        rows: list[Row] = [(one, _number(walk), _number(walk)) for one in members]
        for member in members:
            await walk.attempt(set(), remember, walk.id, member)
        await walk.attempt(set(), many.extend, walk.boss, batch_id, rows)
        return rows
    amount = terms["amount"]
    assert isinstance(amount, int)
    await walk.attempt(set(), many.extend_members, walk.boss, batch_id, members)
    earn, spend = (sign and sign * amount for sign in _SIGNS[kind])
    return [(one, earn, spend) for one in members]


def _number(walk: RandomWalk) -> int | None:
    return None if walk.chance(0.3) else walk.dice.randint(0, 120)


async def _go_on(walk: RandomWalk, batch: Batch) -> None:
    members = walk.dice.randint(1, len(MEMBERS) + 1)
    report = await walk.attempt(set(), many.step, walk.id, batch.id, members)
    if batch.state in (BatchState.RUNNING, BatchState.UNDOING):
        model_batches.go_on(batch, walk.model.earn, walk.model.spend, members)
    assert report is not None
    told = (report.state, report.done, sum(report.refused.values()), report.kept)
    expected = (batch.state, len(batch.moved), batch.refused, batch.kept)
    assert told == expected, "\n".join([*walk.trace, f"{told} is not {expected}"])


async def go_on(walk: RandomWalk) -> None:
    """Do the next members of something that is under way, or over."""
    if walk.model.batches:
        await _go_on(walk, walk.dice.choice(walk.model.batches))


async def undo(walk: RandomWalk) -> None:
    """Undo something, once; what is under way is refused."""
    if not walk.model.batches:
        return
    batch = walk.dice.choice(walk.model.batches)
    running = batch.state is BatchState.RUNNING
    refusals: model.Refusals = {UnfinishedError} if running else set()
    await walk.attempt(refusals, many.undo, walk.boss, batch.id)
    if batch.state is BatchState.DONE:
        batch.state, batch.reached = BatchState.UNDOING, 0
        left_out = await walk.db.read(many_reports.left_out, walk.boss, batch.id)
        assert left_out == []
    await _go_on(walk, batch)
