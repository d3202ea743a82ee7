"""Whether a deleted message was reposted by a proxy bot in its author's stead.

A proxy (as PluralKit is one) deletes what a member wrote and posts it by a webhook of its own,
before or after. Discord says neither who deleted a message nor whose words a webhook posts; only
which program the webhook belongs to. So a deletion counts as a repost if a trusted program has
posted in the same channel within seconds, and each post accounts for one deletion.
"""

import asyncio
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

WITHIN = timedelta(seconds=10)
"""How far a deletion and the post that stands for it may be apart."""

MOST = 1_000
"""Posts that are remembered at once, in all channels."""


async def patience() -> None:
    """Wait until nobody will post any more what was deleted just now."""
    await asyncio.sleep(WITHIN.total_seconds())


@dataclass(frozen=True)
class _Post:
    channel_id: int
    bot_id: int
    at: datetime


class Reposts:
    """Remembers what programs have posted lately, until a deletion is accounted for by it."""

    def __init__(self) -> None:
        self._posts: deque[_Post] = deque(maxlen=MOST)

    def posted(self, channel_id: int, bot_id: int, at: datetime) -> None:
        """Take note of what a program's webhook has posted."""
        self._posts.append(_Post(channel_id, bot_id, at))

    def account_for(self, channel_id: int, deleted_at: datetime, trusted: Collection[int]) -> bool:
        """Return whether a trusted program has posted what was deleted; that post is used up."""
        for post in self._posts:
            if (
                post.channel_id == channel_id
                and post.bot_id in trusted
                and abs(post.at - deleted_at) <= WITHIN
            ):
                self._posts.remove(post)
                return True
        return False
