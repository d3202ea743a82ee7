"""The gateway: its connections, what is dispatched to which session, and waiting for the client."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.localdiscord.gateway.connection import Connection
from bot.localdiscord.gateway.message_content import without_content
from bot.localdiscord.gateway.opcodes import OpcodeHandler
from bot.localdiscord.gateway.session import Session
from bot.localdiscord.gateway.sessions import Sessions, send_guild
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.world import World
from bot.localdiscord.wire import Intent, Json, Op

# Round trips after which a client has certainly processed a response that it has received: each
# makes its event loop run at least twice, and reading a response takes two or three turns.
ROUNDS_TO_SETTLE = 4
# A client that does not even answer pings is not waited for longer than this, in seconds.
PATIENCE = 60.0


class Gateway:
    """Serves the bot's gateway connections."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.latency = 0.0
        self.sessions = Sessions(world)
        self._connections: set[Connection] = set()
        # HTTP responses sent so far, and how many of them the client has certainly processed.
        self.responses = 0
        self._settled = 0
        self._settling = asyncio.Lock()
        # Events sent so far but for messages and interactions, and how many the client received.
        self._state_events = 0
        self._received_state_events = 0

    @property
    def connected(self) -> bool:
        """Whether a client is connected and has been sent its communities."""
        return any(session.connected for session in self.sessions.all)

    @property
    def shards(self) -> list[tuple[int, int]]:
        """The shards that are connected, as (shard_id, num_shards); one twice if two clients are.

        A client without shards is (0, 1).
        """
        return sorted(session.shard or (0, 1) for session in self.sessions.all if session.connected)

    # Dispatching events

    def dispatch(
        self, event: str, data: Json, intent: Intent, community: Community | None = None
    ) -> None:
        """Send an event to each session that serves the community, if its intents ask for it."""
        if not event.startswith(("INTERACTION_", "MESSAGE_")):
            self._state_events += 1
        for session in self.sessions.all:
            if session.serves(community) and (not intent or session.intents & intent):
                session.send(event, self._visible(session, event, data))

    def _visible(self, session: Session, event: str, data: Json) -> Json:
        if event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or "guild_id" not in data:
            return data
        if session.intents & Intent.MESSAGE_CONTENT:
            return data
        return without_content(data, self._world.bot.id)

    def dispatch_guild(self, community: Community) -> None:
        """Dispatch a community that the bot has joined."""
        self._state_events += 1
        for session in self.sessions.all:
            if session.serves(community):
                send_guild(session, community, {})

    # Waiting for the client

    async def flush(self) -> None:
        """Return once connected clients have received every event sent so far."""
        live = [connection for connection in self._connections if connection.open]
        if live:
            await asyncio.wait(
                [asyncio.create_task(connection.ping()) for connection in live], timeout=PATIENCE
            )

    async def keep_up(self) -> None:
        """Return once the client has received all roles, channels and members.

        Every interaction waits for this. So a test that adds a role need not wait for it itself.
        """
        while self._received_state_events < self._state_events:
            sent = self._state_events
            await self.flush()
            self._received_state_events = max(self._received_state_events, sent)

    async def settle(self, response: int) -> None:
        """Return once the client has processed the HTTP response with a certain number.

        It has then stored the views, for instance, that belong to the message in the response.
        """
        while self._settled < response:
            async with self._settling:
                if self._settled >= response:
                    return
                sent = self.responses
                for _ in range(ROUNDS_TO_SETTLE):
                    await self.flush()
                self._settled = sent

    # Connections

    async def disconnect(self, *, resume: bool, shard: int | None = None) -> None:
        """Close the connections of a shard, or all; without `resume` the sessions are ended too."""
        closing = [c for c in self._connections if c.open and shard is None]
        for session in self.sessions.all:
            if shard not in (None, (session.shard or (0, 1))[0]):
                continue
            if session.connection is not None and session.connection.open and shard is not None:
                closing.append(session.connection)
            session.detach()
            if not resume:
                self.sessions.end(session)
        for connection in closing:
            connection.open = False
            if resume:
                connection.send_op(Op.RECONNECT, None)
            else:
                connection.send_op(Op.INVALID_SESSION, False)
            connection.close(4000, "Reconnect, please.")
        await asyncio.sleep(0)

    def close(self) -> None:
        """Close every connection because the server stops."""
        for connection in self._connections:
            connection.close(1001, "The server stops.")

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one websocket."""
        socket = web.WebSocketResponse(autoping=False, max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(socket, request.query.get("compress"), self.latency / 2)
        self._connections.add(connection)
        client = OpcodeHandler(self.sessions, self._world, connection)
        try:
            await connection.run(client.receive)
        finally:
            self._connections.discard(connection)
            session = client.session
            if session is not None and session.connection is connection:
                session.detach()
                # Clients that close with 1000 or 1001 end their session
                # (https://docs.discord.com/developers/events/gateway#initiating-a-disconnect).
                if socket.close_code in (1000, 1001):
                    self.sessions.end(session)
            self._world.notify()
        return socket
