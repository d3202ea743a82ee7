"""What `make bench` prints: each figure beside its reference of the same run, and its target."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_WIDTHS = (46, 14, 14, 10, 12)


@dataclass
class Tables:
    """Prints rows as they come, and counts the targets that were met and missed.

    `judging`: whether figures are compared with targets; else only whether they can be had.
    """

    judging: bool = True
    met: int = 0
    broken: int = 0
    missed: list[str] = field(default_factory=list)

    def heading(self, title: str, reference: str) -> None:
        """Begin a table; `reference` says what stands beside each figure."""
        _say(f"\n{title}")
        self._line("", "this build", reference, "ratio", "target")

    def ratio(
        self, what: str, ours: float, reference: float | None, target: float | None = None
    ) -> None:
        """Say how much there is of something in a second, here and there; more is better."""
        if reference is None:
            self._line(what, f"{ours:,.1f}/s", "–", "–", "–" if target is None else f"≥ {target}×")
            return
        times = ours / reference
        wanted = "" if target is None else f"≥ {target}×"
        verdict = self._judge(what, None if target is None else times >= target)
        self._line(what, f"{ours:,.1f}/s", f"{reference:,.1f}/s", f"{times:.2f}×", wanted, verdict)

    def most(
        self,
        what: str,
        seconds: float,
        reference: float | None = None,
        target: float | None = None,
    ) -> None:
        """Say how long something takes, where less is better; `target` in seconds."""
        wanted = "" if target is None else f"≤ {_time(target)}"
        verdict = self._judge(what.strip(), None if target is None else seconds <= target)
        beside = "–" if reference is None else _time(reference)
        times = "" if not reference else f"{seconds / reference:.2f}×"
        self._line(what, _time(seconds), beside, times, wanted, verdict)

    def verdict(self, what: str, met: bool) -> None:
        """Say whether something holds that was judged elsewhere."""
        self._line(what, "", "", "", "", self._judge(what, met))

    def note(self, what: str, ours: str, reference: str = "") -> None:
        """Say something that is not judged."""
        self._line(what, ours, reference)

    @contextmanager
    def failing(self, what: str) -> Iterator[None]:
        """Go on with the next row if this one cannot be measured; the run has failed then."""
        try:
            yield
        except RuntimeError as error:
            self.broken += 1
            _say(f"{what}: not measured: {error}")

    def end(self) -> None:
        """Say how many targets were met."""
        if self.judging:
            _say(f"\n{self.met} targets met, {len(self.missed)} not met")
        for what in self.missed:
            _say(f"  not met: {what}")

    def _judge(self, what: str, met: bool | None) -> str:
        if met is None or not self.judging:
            return ""
        if met:
            self.met += 1
            return "met"
        self.missed.append(what)
        return "not met"

    def _line(self, what: str, *cells: str) -> None:
        first, *widths = _WIDTHS
        padded = [cell.rjust(width) for cell, width in zip(cells, widths, strict=False)]
        _say(f"{what.ljust(first)}{''.join(padded)}  {''.join(cells[len(widths) :])}".rstrip())


def _time(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms" if seconds < 1 else f"{seconds:,.2f} s"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
