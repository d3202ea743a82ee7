"""`make bench`: every table of figures, each beside its reference, in one run."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.tables import Tables
from tests.benchmarks.trees import Build, Figures, earlier_build, this_build
from tests.support.databases import PostgresServer, postgres_server


@dataclass
class Run:
    """What is asked for, and what it needs."""

    tables: Tables
    base: Build | None
    quick: bool
    postgres: PostgresServer
    folder: Path
    _made: int = 0

    @contextmanager
    def database(self, kind: str) -> Iterator[str]:
        """Give the URL of a database that is empty, or not there yet; it is removed afterwards."""
        if kind == "postgres":
            url = self.postgres.empty()
            yield url
            self.postgres.drop(url)
            return
        self._made += 1
        path = self.folder / f"{self._made}.db"
        yield f"sqlite:///{path}"
        for file in self.folder.glob(f"{path.name}*"):
            file.unlink()

    def in_turns(
        self, module: str, kind: str, *args: str, turns: int = 2
    ) -> tuple[list[Figures], list[Figures]]:
        """Run a probe here and in the earlier build in turns; return the figures of both."""
        ours: list[Figures] = []
        theirs: list[Figures] = []
        for _ in range(1 if self.quick else turns):
            for build, figures in ((this_build(), ours), (self.base, theirs)):
                if build is not None:
                    with self.database(kind) as url:
                        figures.append(build.probe(module, "--url", url, *args))
        return ours, theirs


def _middle(figures: list[Figures], name: str) -> float:
    return float(median(one[name] for one in figures))


def _rate(figures: list[Figures]) -> float | None:
    """Return how many a second over all turns."""
    if not figures:
        return None
    seconds = sum(one["messages"] / one["rate"] for one in figures)
    return float(sum(one["messages"] for one in figures) / seconds)


def pipeline(run: Run) -> None:
    """From a stored event to points, goals and finished runs."""
    reference = run.base.name if run.base else "no BASE"
    run.tables.heading("Messages, from stored event to points, goals and finished runs", reference)
    rows = (
        ("SQLite, no workflow, no goal", "sqlite", "none", 1_500, 30),
        ("SQLite, 10 workflows, 5 goals", "sqlite", "ten", 1_500, 20),
        ("SQLite, 50 workflows, 20 goals", "sqlite", "fifty", 1_500, 15),
        ("SQLite, 50 and 20, each message pays", "sqlite", "pays", 2_000, 8),
        ("PostgreSQL, no workflow, no goal", "postgres", "none", 1_500, 20),
        ("PostgreSQL, 50 workflows, 20 goals", "postgres", "fifty", 1_500, 20),
    )
    for what, kind, workload, count, target in rows:
        args = ("--workload", workload, "--messages", str(40 if run.quick else count))
        with run.tables.failing(what):
            ours, theirs = run.in_turns("pipeline", kind, *args)
            run.tables.ratio(what, _rate(ours) or 0, _rate(theirs), target)
            _beside(run.tables, ours, theirs, held=kind == "sqlite", judged=workload == "fifty")
    for kind, name in (("sqlite", "SQLite"), ("postgres", "PostgreSQL")):
        what = f"{name}, 50 and 20, one event alone"
        few = "10" if run.quick else "200"
        with run.tables.failing(what):
            ours, theirs = run.in_turns(
                "pipeline", kind, "--workload", "fifty", "--alone", "--messages", few
            )
            run.tables.ratio(what, _rate(ours) or 0, _rate(theirs), 3)
            for name_of, figure in (("p50", "wait_p50"), ("p99", "wait_p99")):
                beside = _middle(theirs, figure) if theirs else None
                run.tables.most(f"  until all is done, {name_of}", _middle(ours, figure), beside)


def _beside(
    tables: Tables, ours: list[Figures], theirs: list[Figures], *, held: bool, judged: bool
) -> None:
    """Print what else a probe of the pipeline measured."""

    def other(name: str) -> float | None:
        return _middle(theirs, name) if theirs else None

    tables.most("  processor for each message", _middle(ours, "processor"), other("processor"))
    if held:
        for figure, name, target in (("held_p50", "p50", 0.020), ("held_most", "most", 0.100)):
            tables.most(
                f"  writer held, {name}",
                _middle(ours, figure),
                other(figure),
                target if judged else None,
            )
    beside = f"{_middle(theirs, 'peak_mb'):,.0f} MB" if theirs else ""
    tables.note("  memory at its peak", f"{_middle(ours, 'peak_mb'):,.0f} MB", beside)


SECTIONS: dict[str, Callable[[Run], None]] = {"pipeline": pipeline}


def main() -> None:
    """Measure what is asked for, everything by default."""
    asks = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asks.add_argument("sections", nargs="*", metavar="section", help=", ".join(SECTIONS))
    asks.add_argument("--base", help="a commit to measure in turns with this build")
    asks.add_argument("--quick", action="store_true", help="whether it runs at all, in 2 minutes")
    asked = asks.parse_args()
    base = earlier_build(asked.base) if asked.base else None
    tables = Tables()
    with (
        tempfile.TemporaryDirectory(prefix="laurel-bench-") as folder,
        postgres_server(durable=True) as postgres,
    ):
        run = Run(tables, base, asked.quick, postgres, Path(folder))
        for name in asked.sections or SECTIONS:
            SECTIONS[name](run)
    tables.end()


if __name__ == "__main__":
    main()
