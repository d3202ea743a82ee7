"""Reviewing what the local Discord itself sends: would Discord send the like?

Responses and events are recorded as the text that is sent, with ids and times replaced: payloads
that are then the same are reviewed once, which keeps the review cheap.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

Review = Callable[[str, object], str | None]
"""Given what is sent ("GET /gateway 200", or an event's name) and its body; says what is wrong."""

_ID = re.compile(r"\b\d{15,20}\b")
_VARYING = (
    (re.compile(r'"\d{4}-\d\d-\d\dT[^"]{5,40}"'), '"2020-01-01T00:00:00+00:00"'),
    (re.compile(r'("(?:token|session_id)": )"[^"]{30,}"'), r'\1"secret"'),
)


def _normalized(text: str) -> str:
    """Return a payload with ids numbered in their order, and with fixed times and secrets."""
    ids: dict[str, str] = {}
    for pattern, same in _VARYING:
        text = pattern.sub(same, text)
    return _ID.sub(lambda found: ids.setdefault(found[0], str(10**17 + len(ids))), text)


class PayloadReview:
    """Records what is sent, and has each kind of it reviewed once, now or `later`."""

    def __init__(self, review: Review | None, *, later: bool) -> None:
        self._review = review
        self._later = later
        self._known: set[tuple[str, str]] = set()
        self._unreviewed: list[tuple[str, str]] = []
        self._violations: list[str] = []

    def record(self, what: str, text: str) -> None:
        """Record a body (JSON) that is sent."""
        if self._review is None:
            return
        text = _normalized(text)
        if (what, text) not in self._known:
            self._known.add((what, text))
            self._unreviewed.append((what, text))
            if not self._later:
                self._run()

    def _run(self) -> None:
        unreviewed, self._unreviewed = self._unreviewed, []
        for what, text in unreviewed:
            assert self._review is not None
            if found := self._review(what, json.loads(text)):
                self._violations.append(f"{what}: {found}")

    @property
    def violations(self) -> list[str]:
        """What was sent otherwise than Discord would send it, each kind of it once."""
        self._run()
        return self._violations
