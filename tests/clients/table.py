"""The table of results in docs/local-discord.md."""

from dataclasses import dataclass, field
from pathlib import Path

from tests.clients.installing import Client
from tests.clients.steps import STEPS, Results

DOCUMENT = Path(__file__).parents[2] / "docs" / "local-discord.md"
BEGIN, END = "<!-- make clients: begin -->", "<!-- make clients: end -->"


@dataclass
class Row:
    """How a client went; `skipped` says why it was not tried."""

    client: Client
    results: Results = field(default_factory=dict)
    objections: list[str] = field(default_factory=list)
    skipped: str | None = None

    @property
    def good(self) -> bool:
        """Whether nothing went wrong (a client that was skipped did nothing wrong)."""
        done = self.skipped is not None or list(self.results) == list(STEPS)
        return done and not self.objections and not any(self.results.values())

    def cells(self) -> list[str]:
        """The row of the table."""
        return [self.client.name, self.client.version, *map(self._mark, STEPS)]

    def _mark(self, step: str) -> str:
        if step not in self.results:
            return "–"
        return "✗" if self.results[step] else "✓"

    def notes(self) -> list[str]:
        """What there is to say besides."""
        name = self.client.name
        skipped = [] if self.skipped is None else [f"{name} was skipped: {self.skipped}"]
        failed = [f"{name}, {step}: {failure}" for step, failure in self.results.items() if failure]
        return [*skipped, *failed, *(f"{name}: {one}" for one in self.objections)]


def table(rows: list[Row]) -> str:
    """Return the table, and below it what did not go well."""
    head = ["client", "version", *STEPS]
    lines = [head, ["---"] * len(head), *(row.cells() for row in rows)]
    drawn = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    notes = [note for row in rows for note in row.notes()]
    return "\n\n".join([drawn, *(["\n".join(f"- {note}" for note in notes)] if notes else [])])


def write(rows: list[Row], document: Path = DOCUMENT) -> None:
    """Put the table between the two marks of the document."""
    text = document.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    new = f"{before}{BEGIN}\n{table(rows)}\n{END}{after}"
    document.write_text(new, encoding="utf-8")
