"""Starting and resuming sessions.

https://docs.discord.com/developers/events/gateway#connections
"""

from __future__ import annotations

from bot.localdiscord.gateway.connection import GatewayClose
from bot.localdiscord.gateway.payload_review import PayloadReview
from bot.localdiscord.gateway.session import Session
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.world import World
from bot.localdiscord.wire import INTENT_FLAGS, PRIVILEGED, Intent, Json


class Sessions:
    """The sessions of the bot, and what decides whether one can start.

    The codes are on the page Opcodes and Status Codes of Discord's documentation, under
    "Gateway Close Event Codes".
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.token = ""
        self.url = ""
        # Privileged intents that the application may use; others close with 4014.
        self.allowed_intents = PRIVILEGED
        self.review = PayloadReview(None, later=False)
        self._by_id: dict[str, Session] = {}

    @property
    def all(self) -> list[Session]:
        """The sessions that are connected or can be resumed."""
        return list(self._by_id.values())

    @property
    def application_flags(self) -> int:
        """The application's flags: the privileged intents that are switched on."""
        allowed = self.allowed_intents
        return sum(flag for intent, flag in INTENT_FLAGS.items() if intent & allowed)

    def identify(self, data: Json) -> Session:
        """Start a session for an Identify; it replaces one of the same shard."""
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
        session = Session(Intent(intents), (number, count), self.review)
        for old in [s for s in self._by_id.values() if s.shard == session.shard]:
            del self._by_id[old.id]
        self._by_id[session.id] = session
        return session

    def resume(self, data: Json) -> Session | None:
        """Return the session of a Resume, if it can be resumed."""
        session = self._by_id.get(str(data.get("session_id")))
        if data.get("token") != self.token:
            raise GatewayClose(4004, "Authentication failed.")
        if session is not None and not 0 <= int(data.get("seq") or 0) <= session.sequence:
            del self._by_id[session.id]
            raise GatewayClose(4007, "Invalid seq.")
        return session

    def end(self, session: Session) -> None:
        """Forget a session; it can no longer be resumed."""
        self._by_id.pop(session.id, None)

    def send_ready(self, session: Session) -> None:
        """Send Ready and the communities of a new session."""
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
            # Only communities that Ready has announced carry `unavailable`.
            send_guild(session, community, {"unavailable": False})
        session.ready = True
        self._world.notify()


def send_guild(session: Session, community: Community, extra: Json) -> None:
    """Send a community that is new to a session."""
    if session.intents & Intent.GUILDS:
        all_members = bool(session.intents & Intent.GUILD_PRESENCES)
        session.send("GUILD_CREATE", community.to_event(all_members=all_members) | extra)
