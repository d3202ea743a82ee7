"""What a process remembers of a community, so that it need not look again."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Known:
    """Facts, and keys of events, as texts."""

    facts: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)


MOST_REMEMBERED = 50_000
"""Things that a process remembers; beyond that it forgets them all and begins anew."""


@dataclass
class Memory(Known):
    """What a process may remember of a community: what cannot become untrue.

    Facts and events that are there stay there, and a version of a definition never changes.
    """

    secret: str = ""  # the community's; one that was cleared away and came anew has another
    compiled: dict[Hashable, Any] = field(default_factory=dict)

    def learn(self, learned: "Memory") -> None:
        """Remember what a transaction has read, once it is committed."""
        full = len(self.facts) + len(self.events) + len(self.compiled) > MOST_REMEMBERED
        if full or learned.secret != self.secret:
            for kind in (self.facts, self.events, self.compiled):
                kind.clear()
        self.secret = learned.secret
        self.facts |= learned.facts
        self.events |= learned.events
        self.compiled |= learned.compiled
