"""What an import would do, for the manager who is about to confirm it."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlmodel import func

from bot.services.actors import Person, require_manager
from bot.services.codes import import_choices
from bot.services.codes.file_layout import Choices, Column, Flaw, Reading, Survey, decide
from bot.services.codes.imports import MANGLED, MARKED, get
from db.session import Session
from db.tables import ImportState, Reward, RowVerdict, StagedCode, table
from db.types import NEVER

SAMPLES = 5
"""Rows of each verdict that a preview shows."""


@dataclass(frozen=True)
class StagedLine:
    """One row, for the manager who imports it. `typed_date` is empty where it has none.

    `reason` is a `Flaw`, `MANGLED`, `MARKED`, or None.
    """

    line: int
    verdict: RowVerdict
    reason: str | None
    value: str = field(repr=False)
    typed_date: str = field(repr=False)


@dataclass(frozen=True)
class Preview:
    """What confirming would do: how many rows of each verdict, and the first few of each.

    `mangled` counts the new codes that a spreadsheet seems to have taken for numbers, `marked`
    those around which it had put a mark; `odd` and `wrapped` hold the first few of each. `undated`
    rows stay out because they have no date. `voucher_day` is the voucher's own last good day.
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
    marked: int
    wrapped: list[StagedLine]
    undated: int
    elsewhere_too: bool
    choices: Choices
    survey: Survey
    voucher_day: date | None

    @property
    def reading(self) -> Reading:
        """How the file was read, and what it leaves unclear."""
        return decide(self.survey, self.choices)

    @property
    def codes(self) -> Column:
        """What stands in the column with the codes; nothing while that is not known."""
        return self.survey.column(self.reading.code)

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
    wrapped = (*mine, staged.verdict == RowVerdict.NEW, staged.reason == MARKED)
    mangled = _count(session, *odd)
    marked = _count(session, *wrapped)
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
        marked,
        _lines(session, SAMPLES, *wrapped) if marked else [],
        _count(session, *mine, staged.reason == Flaw.NO_DATE),
        started.elsewhere_too,
        Choices.model_validate(started.choices),
        Survey.model_validate(started.survey),
        import_choices.voucher_day(session, started),
    )


def _count(session: Session, *which: ColumnElement[bool]) -> int:
    counted: int = session.connection().execute(select(func.count()).where(*which)).scalar_one()
    return counted


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


def _date(day: date) -> str:
    return "" if day == NEVER else day.isoformat()


def _lines(session: Session, most: int | None, *which: ColumnElement[bool]) -> list[StagedLine]:
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
            _date(row.expires_on) if row.expires_on else row.typed_date or "",
        )
        for row in rows
    ]
