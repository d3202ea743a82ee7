"""`make bench`: every table of figures, each beside its reference, in one run."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.run import Run
from tests.benchmarks.sections import SECTIONS
from tests.benchmarks.tables import Tables
from tests.benchmarks.trees import earlier_build
from tests.support.databases import postgres_server


def main() -> None:
    """Measure what is asked for, everything by default."""
    asks = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asks.add_argument("sections", nargs="*", metavar="section", help=", ".join(SECTIONS))
    asks.add_argument("--base", help="a commit to measure in turns with this build")
    asks.add_argument("--quick", action="store_true", help="whether it runs at all, in 2 minutes")
    asked = asks.parse_args()
    base = earlier_build(asked.base) if asked.base else None
    tables = Tables(judging=not asked.quick)
    with (
        tempfile.TemporaryDirectory(prefix="laurel-bench-") as folder,
        postgres_server(durable=True) as postgres,
    ):
        run = Run(tables, base, asked.quick, postgres, Path(folder))
        for name in asked.sections or SECTIONS:
            SECTIONS[name](run)
    tables.end()
    sys.exit(1 if tables.broken else 0)


if __name__ == "__main__":
    main()
