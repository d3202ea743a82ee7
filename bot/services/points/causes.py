"""What points moved for: the one place that says it of entries of the ledger.

Most of it stands in the entry. What it only refers to, such as the event that it was earned by, is
named here as far as it is still kept. A new cause is a field of `Cause` that is filled in here, and
a line of its text in `bot/ui/points/causes.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from db.session import Session
from db.tables import Batch, Event, Grant, LedgerEntry, LedgerReason, Reward, linked

_OF_RUNS = "run:"
_OF_BATCHES = ("batch:", "import:")


@dataclass(frozen=True)
class Cause:
    """What an entry was for; what is not known of it is None.

    `action`: what was done, as earning rules call it, in `channel_id`. `workflow`: which one gave
    or took the points. `reward`: what was bought or given back. `batch`: the kind of what was done
    to many, which came from `source`.
    """

    action: str | None = None
    channel_id: int | None = None
    workflow: str | None = None
    reward: str | None = None
    batch: str | None = None
    source: str | None = None


NONE = Cause()


def of_entries(
    session: Session, community_id: int, entries: Sequence[LedgerEntry]
) -> dict[int, Cause]:
    """Return what entries of a community were for, by their ids."""
    events = {entry.event_id for entry in entries if entry.event_id is not None}
    channels: dict[int, int | None] = dict(
        session.execute(
            select(col(Event.id), col(Event.channel_id)).where(
                col(Event.community_id) == community_id, col(Event.id).in_(events)
            )
        ).all()
    )
    rewards = _rewards(session, community_id, entries)
    actions = _taken_back(session, community_id, entries)
    batches = _batches(session, community_id, entries)
    found = {}
    for entry in entries:
        action = actions.get(entry.event_id or 0)
        if entry.reason == LedgerReason.EARNED:
            action = entry.note
        kind, source = batches.get(_batch_id(entry.key) or 0, (None, None))
        found[entry.id] = Cause(
            action=action,
            channel_id=channels.get(entry.event_id or 0),
            workflow=entry.note if entry.key.startswith(_OF_RUNS) else None,
            reward=rewards.get(entry.grant_id or 0),
            batch=kind,
            source=source,
        )
    return found


def _rewards(
    session: Session, community_id: int, entries: Iterable[LedgerEntry]
) -> Mapping[int, str]:
    grants = {entry.grant_id for entry in entries if entry.grant_id is not None}
    if not grants:
        return {}
    rows = session.execute(
        select(col(Grant.id), col(Reward.name))
        .join(Reward, linked(Reward.id, Grant.reward_id))
        .where(col(Grant.community_id) == community_id, col(Grant.id).in_(grants))
    )
    return dict(rows.all())


def _taken_back(
    session: Session, community_id: int, entries: Iterable[LedgerEntry]
) -> Mapping[int, str | None]:
    """Return for what was earned that was taken back later, by the event."""
    keys = {
        entry.key.removesuffix(":taken back")
        for entry in entries
        if entry.event_id is not None and entry.reason == LedgerReason.CORRECTION
    }
    if not keys:
        return {}
    rows = session.execute(
        select(col(LedgerEntry.event_id), col(LedgerEntry.note)).where(
            col(LedgerEntry.community_id) == community_id, col(LedgerEntry.key).in_(keys)
        )
    )
    return dict(rows.all())


def _batches(
    session: Session, community_id: int, entries: Iterable[LedgerEntry]
) -> Mapping[int, tuple[str, str | None]]:
    wanted = {found for entry in entries if (found := _batch_id(entry.key)) is not None}
    if not wanted:
        return {}
    rows = session.execute(
        select(col(Batch.id), col(Batch.kind), col(Batch.source)).where(
            col(Batch.community_id) == community_id, col(Batch.id).in_(wanted)
        )
    )
    return {row.id: (row.kind, row.source) for row in rows}


def _batch_id(key: str) -> int | None:
    """Return the batch that an entry's key names."""
    if not key.startswith(_OF_BATCHES):
        return None
    number = key.split(":")[1]
    return int(number) if number.isdecimal() else None
