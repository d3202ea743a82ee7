"""Sessions: the events sent to one client, across its connections."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Callable, Sequence

from bot.localdiscord.gateway.connection import Connection
from bot.localdiscord.gateway.payload_review import PayloadReview
from bot.localdiscord.model.community import Community
from bot.localdiscord.wire import Intent, Json, Op

REPLAY_LIMIT = 10_000

Watcher = Callable[[str, Json], None]
"""Called with the name and the data of each event that is sent."""


class Session:
    """The events sent to one client, numbered, and kept so that a resume can replay them."""

    def __init__(
        self,
        intents: Intent,
        shard: tuple[int, int] | None,
        review: PayloadReview,
        watchers: Sequence[Watcher] = (),
    ) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        # As the client identified: (shard_id, num_shards), if it is sharded.
        self.shard = shard
        self.connection: Connection | None = None
        self._disconnected_at = 0.0
        self.sequence = 0
        self.ready = False
        self._review = review
        self._watchers = watchers
        self._log: deque[tuple[int, str]] = deque(maxlen=REPLAY_LIMIT)

    def serves(self, community: Community | None) -> bool:
        """Whether this shard receives the events of a community; the first one, of direct messages.

        https://docs.discord.com/developers/events/gateway#sharding
        """
        number, count = self.shard or (0, 1)
        return number == ((community.id >> 22) % count if community else 0)

    @property
    def connected(self) -> bool:
        """Whether a client is connected and has been sent its communities."""
        return self.ready and self.connection is not None and self.connection.open

    def detach(self) -> None:
        """Be without a connection, until a client resumes."""
        self.connection = None
        self._disconnected_at = asyncio.get_running_loop().time()

    def is_over(self, seconds: float) -> bool:
        """Whether no client has resumed it for so many seconds."""
        now = asyncio.get_running_loop().time()
        return self.connection is None and now - self._disconnected_at > seconds

    def send(self, event: str, data: Json, *, replayed: bool = True) -> None:
        """Send an event, now or when the client resumes."""
        self.sequence += 1
        body = json.dumps(data)
        self._review.record(event, body)
        for callback in self._watchers:
            callback(event, data)
        prefix = f'"op": {Op.DISPATCH:d}, "t": "{event}", "s": {self.sequence}'
        text = f'{{{prefix}, "d": {body}}}'
        if replayed:
            self._log.append((self.sequence, text))
        if self.connection is not None and self.connection.open:
            self.connection.send(text)

    def replay(self, after: int) -> None:
        """Send the events that the client has not received."""
        assert self.connection is not None
        for sequence, text in self._log:
            if sequence > after:
                self.connection.send(text)
