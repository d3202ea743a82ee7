"""What an import would do, for the manager who is about to confirm it."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlmodel import func

from bot.services.imports import MANGLED, get
from bot.services.people import Person, require_manager
from db.session import Session
from db.tables import ImportState, Reward, RowVerdict, StagedCode, table

SAMPLES = 5
"""Rows of each verdict that a preview shows."""


@dataclass(frozen=True)
class StagedLine:
    """One row, for the manager who imports it. `reason` is a `Flaw`, `MANGLED`, or None."""

    line: int
    verdict: RowVerdict
    reason: str | None
    value: str = field(repr=False)
    typed_date: str = field(repr=False)


@dataclass(frozen=True)
class Preview:
    """What confirming would do: how many rows of each verdict, and the first few of each.

    `mangled` counts the new codes that a spreadsheet seems to have taken for numbers; `odd`
    holds the first few of those.
    """

    import_id: int
    reward_id: int
    reward_name: str
    file_name: str
    state: ImportState
    rows: int
    counts: dict[RowVerdict, int]
    samples: dict[RowVerdict, list[StagedLine]]
    mangled: int
    odd: list[StagedLine]
    elsewhere_too: bool

    @property
    def to_add(self) -> int:
        """How many rows confirming would add."""
        insisted = self.counts[RowVerdict.ELSEWHERE] if self.elsewhere_too else 0
        return self.counts[RowVerdict.NEW] + insisted


def preview(session: Session, by: Person, import_id: int) -> Preview:
    """Return what confirming an import would do."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    staged = table(StagedCode).c
    mine = (staged.community_id == by.community_id, staged.import_id == import_id)
    rows = session.connection().execute(
        select(staged.verdict, func.count()).where(*mine).group_by(staged.verdict)
    )
    counted: dict[str, int] = dict(rows.all())
    counts = {verdict: counted.get(verdict, 0) for verdict in RowVerdict}
    odd = (*mine, staged.verdict == RowVerdict.NEW, staged.reason == MANGLED)
    mangled = session.connection().execute(select(func.count()).where(*odd)).scalar_one()
    return Preview(
        import_id,
        started.reward_id,
        session.get_one(Reward, (by.community_id, started.reward_id)).name,
        started.file_name,
        ImportState(started.state),
        sum(counts.values()),
        counts,
        {
            verdict: _lines(session, SAMPLES, *mine, staged.verdict == verdict)
            for verdict in RowVerdict
            if counts[verdict]
        },
        mangled,
        _lines(session, SAMPLES, *odd) if mangled else [],
        started.elsewhere_too,
    )


def rejects(
    session: Session, by: Person, import_id: int, *, after: int = 0, most: int | None = None
) -> list[StagedLine]:
    """Return the rows after a line that would not be added, in the file's order."""
    require_manager(session, by)
    started = get(session, by.community_id, import_id)
    added = [RowVerdict.NEW, *([RowVerdict.ELSEWHERE] if started.elsewhere_too else [])]
    staged = table(StagedCode).c
    return _lines(
        session,
        most,
        staged.community_id == by.community_id,
        staged.import_id == import_id,
        staged.verdict.not_in(added),
        staged.line > after,
    )


def _lines(session: Session, most: int | None, *which: Any) -> list[StagedLine]:
    staged = table(StagedCode).c
    rows = session.connection().execute(
        select(
            staged.line,
            staged.verdict,
            staged.reason,
            staged.value,
            staged.expires_on,
            staged.typed_date,
        )
        .where(*which)
        .order_by(staged.line)
        .limit(most)
    )
    return [
        StagedLine(
            row.line,
            RowVerdict(row.verdict),
            row.reason,
            row.value,
            row.expires_on.isoformat() if row.expires_on else row.typed_date or "",
        )
        for row in rows
    ]
