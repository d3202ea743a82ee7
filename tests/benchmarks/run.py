"""One run of `make bench`: what is asked for, and how probes are run in turns."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from db.migrate import migrate
from tests.benchmarks import large
from tests.benchmarks.large import LARGE, SMALL, Sizes
from tests.benchmarks.tables import Tables
from tests.benchmarks.trees import Build, Figures, this_build
from tests.support.databases import PostgresServer


@dataclass
class Run:
    """What is asked for, and what it needs."""

    tables: Tables
    base: Build | None
    quick: bool
    postgres: PostgresServer
    folder: Path
    _made: int = 0
    _large: dict[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """What the earlier build is called."""
        return "no BASE" if self.base is None else self.base.name

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

    @property
    def large(self) -> Sizes:
        """How large the large community is."""
        return SMALL if self.quick else LARGE

    def large_community(self, kind: str) -> str:
        """Return the URL of a database with a large community, which sections share."""
        if kind not in self._large:
            path = self.folder / "large.db"
            url = self.postgres.empty() if kind == "postgres" else f"sqlite:///{path}"
            asyncio.run(fill(url, self.large))
            self._large[kind] = url
        return self._large[kind]

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


async def fill(url: str, sizes: Sizes) -> None:
    """Make the tables of a database and fill them with one community."""
    await migrate(url)
    await large.fill(url, sizes, large.now())


def middle(figures: list[Figures], name: str) -> float:
    return float(median(one[name] for one in figures))


def rate(figures: list[Figures]) -> float | None:
    """Return how many a second over all turns."""
    if not figures:
        return None
    seconds = sum(one["messages"] / one["rate"] for one in figures)
    return float(sum(one["messages"] for one in figures) / seconds)
