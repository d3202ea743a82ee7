"""Sessions: what one client has been told, across its connections."""

from __future__ import annotations

import json
import secrets
from collections import deque
from typing import TYPE_CHECKING

from bot.localdiscord.gateway.payload_review import Sent
from bot.localdiscord.wire import Intent, Json, Op

if TYPE_CHECKING:
    from bot.localdiscord.gateway.connection import Connection
    from bot.localdiscord.model.community import Community

REPLAY_LIMIT = 10_000


class Session:
    """What one client has been told, across its connections."""

    def __init__(self, intents: Intent, shard: tuple[int, int], sent: Sent) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.connection: Connection | None = None
        self.sequence = 0
        self.ready = False
        self._sent = sent
        self._log: deque[tuple[int, str]] = deque(maxlen=REPLAY_LIMIT)

    def serves(self, community: Community | None) -> bool:
        """Whether this shard is told about a community (or, the first one, about the rest)."""
        number, count = self.shard
        return number == ((community.id >> 22) % count if community else 0)

    def send(self, event: str, data: Json, *, replayed: bool = True) -> None:
        """Tell the client of an event, now or when it resumes."""
        self.sequence += 1
        body = json.dumps(data)
        self._sent.note(event, body)
        head = f'"op": {Op.DISPATCH:d}, "t": "{event}", "s": {self.sequence}'
        text = f'{{{head}, "d": {body}}}'
        if replayed:
            self._log.append((self.sequence, text))
        if self.connection is not None and self.connection.open:
            self.connection.send(text)

    def replay(self, after: int) -> None:
        """Send again what the client has not seen."""
        assert self.connection is not None
        for sequence, text in self._log:
            if sequence > after:
                self.connection.send(text)
