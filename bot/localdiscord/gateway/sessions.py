"""Starting and resuming sessions.

https://docs.discord.com/developers/events/gateway#connections
"""

from __future__ import annotations

from bot.localdiscord.gateway.connection import GatewayClose
from bot.localdiscord.gateway.payload_review import PayloadReview
from bot.localdiscord.gateway.session import Session, Watcher
from bot.localdiscord.gateway.session_starts import AS_DISCORD, SessionStarts
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.world import World
from bot.localdiscord.wire import INTENT_FLAGS, PRIVILEGED, Intent, Json

# "Each shard can only support a maximum of 2500 guilds"
# (https://docs.discord.com/developers/events/gateway#sharding).
MOST_COMMUNITIES = 2_500

# Without a connection a session times out "after a few minutes"
# (https://docs.discord.com/developers/events/gateway#initiating-a-disconnect).
RESUMABLE_SECONDS = 180.0


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
        self.starts = SessionStarts(AS_DISCORD)
        self.watchers: list[Watcher] = []
        # What `GET /gateway/bot` recommends, and from where on sharding is required.
        self.recommended_shards = 1
        self.most_communities = MOST_COMMUNITIES
        self.resumable_seconds = RESUMABLE_SECONDS
        self._by_id: dict[str, Session] = {}

    @property
    def all(self) -> list[Session]:
        """The sessions that are connected or can be resumed."""
        for session in [s for s in self._by_id.values() if s.is_over(self.resumable_seconds)]:
            self.end(session)
        return list(self._by_id.values())

    @property
    def application_flags(self) -> int:
        """The application's flags: the privileged intents that are switched on."""
        allowed = self.allowed_intents
        return sum(flag for intent, flag in INTENT_FLAGS.items() if intent & allowed)

    def identify(self, data: Json) -> Session | None:
        """Start a session for an Identify; None if another of its turn has just started.

        Others go on beside it, of the same shard too, and with other numbers of shards: "You can
        establish multiple sessions with the same [shard_id, num_shards], or sessions with
        different num_shards values" (page Gateway, Sharding). Each is sent all events of its shard.
        """
        if data.get("token") != self.token:
            raise GatewayClose(4004, "Authentication failed.")
        shard = _shard(data.get("shard"))
        intents = data.get("intents")
        if not isinstance(intents, int) or intents < 0 or intents >> 32:
            raise GatewayClose(4013, "Invalid intent(s).")
        if Intent(intents) & PRIVILEGED & ~self.allowed_intents:
            raise GatewayClose(4014, "Disallowed intent(s).")
        session = Session(Intent(intents), shard, self.review, self.watchers)
        if sum(map(session.serves, self._world.communities.values())) > self.most_communities:
            raise GatewayClose(4011, "Sharding required.")
        if not self.starts.count():
            raise self._terminate_all()
        if not self.starts.take_turn(shard[0] if shard else 0):
            return None
        self._by_id[session.id] = session
        return session

    def _terminate_all(self) -> GatewayClose:
        """End every session of a bot that has started more than it may in a day.

        Discord resets its token too: none can start until another day has begun.
        """
        close = GatewayClose(4004, "Authentication failed.")
        for session in self.all:
            if session.connection is not None:
                session.connection.close(close.code, close.reason)
            self.end(session)
        return close

    def resume(self, data: Json) -> Session | None:
        """Return the session of a Resume, if it can be resumed."""
        session = next((s for s in self.all if s.id == str(data.get("session_id"))), None)
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
        ready: Json = {
            "v": 10,
            "user": self._world.bot.to_wire() | {"verified": True, "mfa_enabled": True},
            "guilds": [{"id": str(c.id), "unavailable": True} for c in communities],
            "private_channels": [],
            "relationships": [],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": str(self._world.bot.id), "flags": self.application_flags},
            "_trace": [],
        }
        if session.shard is not None:  # "if sent when identifying"
            ready["shard"] = list(session.shard)
        session.send("READY", ready)
        for community in communities:
            # Only communities that Ready has announced carry `unavailable`.
            send_guild(session, community, {"unavailable": False})
        session.ready = True
        self._world.notify()


def _shard(shard: object) -> tuple[int, int] | None:
    """Return the shard of an Identify, if it has one."""
    if shard is None:
        return None
    match shard:
        case [int(number), int(count)] if 0 <= number < count:
            return number, count
    raise GatewayClose(4010, "Invalid shard.")


def send_guild(session: Session, community: Community, extra: Json) -> None:
    """Send a community that is new to a session."""
    if session.intents & Intent.GUILDS:
        all_members = bool(session.intents & Intent.GUILD_PRESENCES)
        session.send("GUILD_CREATE", community.to_event(all_members=all_members) | extra)
