"""What the local Discord itself sends, for whoever wants to check that Discord would send the like.

Answers and events are noted as the text that goes out, with ids and moments blanked: what looks
alike is looked at once, which keeps the checking cheap.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

Review = Callable[[str, Any], str | None]
"""Given what is sent ("GET /gateway 200", or an event's name) and its body; says what is wrong."""

_ID = re.compile(r"\b\d{15,20}\b")
_VARYING = (
    (re.compile(r'"\d{4}-\d\d-\d\dT[^"]{5,40}"'), '"2020-01-01T00:00:00+00:00"'),
    (re.compile(r'("(?:token|session_id)": )"[^"]{30,}"'), r'\1"secret"'),
)


def _alike(text: str) -> str:
    """Return what all texts of a kind have in common: their ids become 1, 2, 3 ..."""
    ids: dict[str, str] = {}
    for pattern, same in _VARYING:
        text = pattern.sub(same, text)
    return _ID.sub(lambda found: ids.setdefault(found[0], str(10**17 + len(ids))), text)


class Sent:
    """Notes what is sent, and has each kind of it reviewed once."""

    def __init__(self, review: Review | None, *, later: bool) -> None:
        self._review = review
        self._later = later
        self._known: set[tuple[str, str]] = set()
        self._waiting: list[tuple[str, str]] = []
        self._mistakes: list[str] = []

    def note(self, what: str, text: str) -> None:
        """Note a body (JSON) that goes out."""
        if self._review is None:
            return
        text = _alike(text)
        if (what, text) not in self._known:
            self._known.add((what, text))
            self._waiting.append((what, text))
            if not self._later:
                self._look()

    def _look(self) -> None:
        waiting, self._waiting = self._waiting, []
        for what, text in waiting:
            assert self._review is not None
            if found := self._review(what, json.loads(text)):
                self._mistakes.append(f"{what}: {found}")

    @property
    def mistakes(self) -> list[str]:
        """What was sent otherwise than Discord would send it, each kind of it once."""
        self._look()
        return self._mistakes
