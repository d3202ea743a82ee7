"""A fair lock: one at a time, and communities take turns, so that a busy one delays only itself."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

MOST_WAITING = 4
"""How many of one community may wait at the same time, unless told otherwise."""


class TooManyWaitingError(Exception):
    """This community has enough waiting already."""


class Turns:
    """Communities take turns, however many each has waiting."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most_waiting = most_waiting
        self._taken = False
        self._waiting: dict[int, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def turn(self, community_id: int) -> AsyncIterator[None]:
        """Wait for a turn and hold it; `TooManyWaitingError` where too many wait."""
        if self._taken:
            await self._wait(community_id)
        self._taken = True
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, community_id: int) -> None:
        own = self._waiting.setdefault(community_id, deque())
        if len(own) >= self._most_waiting:
            raise TooManyWaitingError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        own.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it was given to us at the same moment
                self._pass_on()
            elif turn in own:
                own.remove(turn)
            raise

    def _pass_on(self) -> None:
        """Give the turn to the community that has waited longest for one."""
        while self._waiting:
            community_id = next(iter(self._waiting))
            own = self._waiting.pop(community_id)
            while own:
                turn = own.popleft()
                if own:  # the next one comes after all others
                    self._waiting[community_id] = own
                if not turn.done():
                    turn.set_result(None)
                    return
        self._taken = False
