"""What clients send on the gateway: identify, resume, heartbeat, request members.

https://docs.discord.com/developers/events/gateway-events#send-events
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.localdiscord.gateway.connection import Connection, GatewayClose
from bot.localdiscord.gateway.session import Session
from bot.localdiscord.gateway.sessions import Sessions
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.world import World
from bot.localdiscord.wire import Intent, Json, Op

# Members in one Guild Members Chunk, and found by `query` or `user_ids`
# (https://docs.discord.com/developers/events/gateway-events#request-guild-members).
CHUNK = 1_000
MOST_FOUND = 100

HEARTBEAT_LATENCY = 0.05
"""How long the answer to a heartbeat takes at least, in seconds.

Discord is behind a network. A client that notes when it has sent a heartbeat only after having
sent it (discord.py 2.7.1, always so on uvloop) would else measure from the heartbeat before, and
warn that it cannot keep up: https://docs.discord.com/developers/events/gateway#sending-heartbeats
"""


class OpcodeHandler:
    """Handles what one connection sends."""

    def __init__(self, sessions: Sessions, world: World, connection: Connection) -> None:
        self._sessions = sessions
        self._world = world
        self._connection = connection
        self.session: Session | None = None

    def receive(self, message: Json) -> None:
        """Handle one message; raises GatewayClose if Discord would close the connection."""
        op, data = message["op"], message.get("d")
        if op == Op.HEARTBEAT:
            loop = asyncio.get_running_loop()
            loop.call_later(HEARTBEAT_LATENCY, self._connection.send_op, Op.HEARTBEAT_ACK, None)
        elif op == Op.IDENTIFY:
            self._identify(data or {})
        elif op == Op.RESUME:
            self._resume(data or {})
        elif self.session is None:
            raise GatewayClose(4003, "Not authenticated.")
        elif op == Op.REQUEST_MEMBERS:
            self._send_members(self.session, data or {})
        elif op == Op.REQUEST_SOUNDS:
            for guild_id in (data or {}).get("guild_ids") or ():
                answer: Json = {"guild_id": str(guild_id), "soundboard_sounds": []}
                self.session.send("SOUNDBOARD_SOUNDS", answer)
        elif op == Op.REQUEST_CHANNEL_INFO:
            guild_id = str((data or {}).get("guild_id"))
            self.session.send("CHANNEL_INFO", {"guild_id": guild_id, "channels": []})
        elif op not in (Op.PRESENCE, Op.VOICE):
            raise GatewayClose(4001, "Unknown opcode.")

    def _identify(self, data: Json) -> None:
        if self.session is not None:
            raise GatewayClose(4005, "Already authenticated.")
        self.session = self._sessions.identify(data)
        if self.session is None:
            self._connection.send_op(Op.INVALID_SESSION, False)
            return
        self.session.connection = self._connection
        self._sessions.send_ready(self.session)

    def _resume(self, data: Json) -> None:
        if self.session is not None:
            raise GatewayClose(4005, "Already authenticated.")
        session = self._sessions.resume(data)
        if session is None:
            self._connection.send_op(Op.INVALID_SESSION, False)
            return
        self.session = session
        session.connection = self._connection
        session.replay(after=int(data.get("seq") or 0))
        session.send("RESUMED", {"_trace": []}, replayed=False)
        self._world.notify()

    def _send_members(self, session: Session, data: Json) -> None:
        community = self._world.communities.get(int(data.get("guild_id") or 0))
        if community is None or not session.serves(community):
            return
        wanted = {int(user) for user in _user_ids(data)}
        query, limit = data.get("query"), int(data.get("limit") or 0)
        found: list[Member]
        if wanted:
            found = [m for m in community.members.values() if m.id in wanted][:MOST_FOUND]
        else:
            if not query and not limit and not session.intents & Intent.GUILD_MEMBERS:
                raise GatewayClose(4014, "Disallowed intent(s).")
            start = str(query or "").lower()
            found = [m for m in community.members.values() if m.name.lower().startswith(start)]
            found = found[: min(limit or MOST_FOUND, MOST_FOUND)] if query or limit else found
        chunks = [found[i : i + CHUNK] for i in range(0, len(found), CHUNK)] or [[]]
        for index, chunk in enumerate(chunks):
            answer: Json = {
                "guild_id": str(community.id),
                "members": [member.to_wire() for member in chunk],
                "chunk_index": index,
                "chunk_count": len(chunks),
                "not_found": [str(user) for user in wanted - set(community.members)],
            }
            if data.get("presences"):
                answer["presences"] = []
            if "nonce" in data:
                answer["nonce"] = data["nonce"]
            session.send("GUILD_MEMBERS_CHUNK", answer)


def _user_ids(data: Json) -> Sequence[str | int]:
    """Return the ids that are asked for: "Snowflake or array of snowflakes"."""
    ids: Sequence[str | int] | str | int | None = data.get("user_ids")
    if ids is None:
        return ()
    return (ids,) if isinstance(ids, str | int) else ids
