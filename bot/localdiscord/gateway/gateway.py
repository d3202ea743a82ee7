"""The gateway: sessions, who is told what, resuming, and requests for members."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from bot.localdiscord.gateway.connection import Connection, GatewayClose
from bot.localdiscord.gateway.message_content import restricted
from bot.localdiscord.gateway.opcodes import Conversation
from bot.localdiscord.gateway.payload_review import Sent
from bot.localdiscord.gateway.session import Session
from bot.localdiscord.wire import INTENT_FLAGS, PRIVILEGED, Intent, Json, Op

if TYPE_CHECKING:
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.state.world import World

# Round trips after which a client has certainly done with an answer it has received: each makes
# its event loop go round at least twice, and reading an answer takes it two or three turns.
ROUNDS_TO_SETTLE = 4
# A client that does not even answer pings is not waited for longer than this, in seconds.
PATIENCE = 60.0


class Gateway:
    """Serves the bot's gateway connections."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.token = ""
        self.url = ""
        self.latency = 0.0
        # Privileged intents that the application may ask for; others close with 4014.
        self.allowed_intents = PRIVILEGED
        self.sent = Sent(None, later=False)
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        # Answers given so far, and how many of them the client has certainly digested.
        self.answers = 0
        self._settled = 0
        self._settling = asyncio.Lock()
        # Events told so far of who and what there is, and how many the client has taken in.
        self._told = 0
        self._taken_in = 0

    @property
    def connected(self) -> bool:
        """Whether a client is connected and has been told of its communities."""
        return any(
            session.ready and session.connection is not None and session.connection.open
            for session in self._sessions.values()
        )

    @property
    def application_flags(self) -> int:
        """The application's flags: the privileged intents that are switched on."""
        allowed = self.allowed_intents
        return sum(flag for intent, flag in INTENT_FLAGS.items() if intent & allowed)

    # Telling

    def tell(
        self, event: str, data: Json, intent: Intent, community: Community | None = None
    ) -> None:
        """Send an event to the session that serves the community, if its intents ask for it."""
        if not event.startswith(("INTERACTION_", "MESSAGE_")):
            self._told += 1
        for session in self._sessions.values():
            if session.serves(community) and (not intent or session.intents & intent):
                session.send(event, self._redacted(session, event, data))

    def _redacted(self, session: Session, event: str, data: Json) -> Json:
        if event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or "guild_id" not in data:
            return data
        if session.intents & Intent.MESSAGE_CONTENT:
            return data
        return restricted(data, self._world.bot.id)

    def tell_joined(self, community: Community) -> None:
        """Tell of a community that the bot has come into."""
        self._told += 1
        for session in self._sessions.values():
            if session.serves(community):
                self._send_community(session, community, {})

    def _send_community(self, session: Session, community: Community, state: Json) -> None:
        if session.intents & Intent.GUILDS:
            everybody = bool(session.intents & Intent.GUILD_PRESENCES)
            session.send("GUILD_CREATE", community.to_event(everybody=everybody) | state)

    # Waiting for the client

    async def flush(self) -> None:
        """Return once connected clients have taken in everything that was sent."""
        live = [connection for connection in self._connections if connection.open]
        if live:
            await asyncio.wait(
                [asyncio.create_task(connection.ping()) for connection in live], timeout=PATIENCE
            )

    async def keep_up(self) -> None:
        """Return once the client knows who and what there is: roles, channels, members.

        Nobody acts before that. So a test that adds a role need not wait for it itself.
        """
        while self._taken_in < self._told:
            upto = self._told
            await self.flush()
            self._taken_in = max(self._taken_in, upto)

    async def settle(self, answer: int) -> None:
        """Return once the client has digested a certain answer (views stored, and so on)."""
        while self._settled < answer:
            async with self._settling:
                if self._settled >= answer:
                    return
                upto = self.answers
                for _ in range(ROUNDS_TO_SETTLE):
                    await self.flush()
                self._settled = upto

    async def disconnect(self, *, resume: bool) -> None:
        """Close every connection; without `resume` the sessions are gone too."""
        closing = [connection for connection in self._connections if connection.open]
        for session in self._sessions.values():
            session.connection = None
        if not resume:
            self._sessions.clear()
        for connection in closing:
            connection.open = False
            if resume:
                connection.send_op(Op.RECONNECT, None)
            else:
                connection.send_op(Op.INVALID_SESSION, False)
            connection.close(4000, "Reconnect, please.")
        await asyncio.sleep(0)

    def shut(self) -> None:
        """Close every connection because the server stops."""
        for connection in self._connections:
            connection.close(1001, "The server stops.")

    # Serving

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one websocket."""
        socket = web.WebSocketResponse(autoping=False, max_msg_size=0)
        await socket.prepare(request)
        connection = Connection(socket, request.query.get("compress"), self.latency / 2)
        self._connections.add(connection)
        client = Conversation(self, self._world, connection)
        try:
            await connection.run(client.receive)
        finally:
            self._connections.discard(connection)
            session = client.session
            if session is not None and session.connection is connection:
                session.connection = None
                if socket.close_code in (1000, 1001):
                    self._sessions.pop(session.id, None)
            self._world.changes.notify()
        return socket

    def open_session(self, data: Json) -> Session:
        """Start a session for an IDENTIFY."""
        if data.get("token") != self.token:
            raise GatewayClose(4004, "Authentication failed.")
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            raise GatewayClose(4010, "Invalid shard.")
        intents = data.get("intents")
        if not isinstance(intents, int) or intents < 0 or intents >> 32:
            raise GatewayClose(4013, "Invalid intent(s).")
        if Intent(intents) & PRIVILEGED & ~self.allowed_intents:
            raise GatewayClose(4014, "Disallowed intent(s).")
        session = Session(Intent(intents), (number, count), self.sent)
        for old in [s for s in self._sessions.values() if s.shard == session.shard]:
            del self._sessions[old.id]
        self._sessions[session.id] = session
        return session

    def find_session(self, data: Json) -> Session | None:
        """Return the session that a RESUME means, if it can be resumed."""
        session = self._sessions.get(str(data.get("session_id")))
        if data.get("token") != self.token:
            raise GatewayClose(4004, "Authentication failed.")
        if session is not None and not 0 <= int(data.get("seq") or 0) <= session.sequence:
            del self._sessions[session.id]
            raise GatewayClose(4007, "Invalid seq.")
        return session

    def greet(self, session: Session) -> None:
        """Tell a new session who it is and where it is."""
        communities = [c for c in self._world.communities.values() if session.serves(c)]
        session.send(
            "READY",
            {
                "v": 10,
                "user": self._world.bot.to_wire() | {"verified": True, "mfa_enabled": True},
                "guilds": [{"id": str(c.id), "unavailable": True} for c in communities],
                "private_channels": [],
                "relationships": [],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "shard": list(session.shard),
                "application": {"id": str(self._world.bot.id), "flags": self.application_flags},
                "_trace": [],
            },
        )
        for community in communities:
            # Only those that READY has announced say whether they are available.
            self._send_community(session, community, {"unavailable": False})
        session.ready = True
        self._world.changes.notify()
