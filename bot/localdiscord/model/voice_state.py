"""The voice state of a member.

https://docs.discord.com/developers/resources/voice#voice-state-object
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.localdiscord.errors import NotPossible
from bot.localdiscord.wire import ChannelType, Intent, Json

if TYPE_CHECKING:
    from bot.localdiscord.model.channel import Channel
    from bot.localdiscord.model.community import Community
    from bot.localdiscord.model.user import User


@dataclass
class VoiceFlags:
    """Deafened and muted, by a moderator, or (`self_…`) by the member."""

    deaf: bool = False
    mute: bool = False
    self_deaf: bool = False
    self_mute: bool = False


class VoiceState:
    """The voice state of a member, and how it changes."""

    community: Community
    user: User

    def __init__(self) -> None:
        self.voice_channel: Channel | None = None
        self.voice_flags = VoiceFlags()

    async def join_voice(self, channel: Channel) -> None:
        """Join a voice channel, or move to it from another."""
        if channel.kind not in (ChannelType.VOICE, ChannelType.STAGE):
            raise NotPossible(f"{channel.name} is not a voice channel")
        self.enter_voice(channel)
        await self.community.world.flush()

    async def leave_voice(self) -> None:
        """Leave the voice channel."""
        self.enter_voice(None)
        await self.community.world.flush()

    def enter_voice(self, channel: Channel | None) -> None:
        """Be in a voice channel, or in none, and dispatch that."""
        self.voice_channel = channel
        self.dispatch_voice_state()

    async def deafen(self, deaf: bool = True, *, by_moderator: bool = False) -> None:
        """Deafen oneself, or undo it; a moderator can do that to others."""
        self._require_voice()
        if by_moderator:
            self.voice_flags.deaf = deaf
        else:
            self.voice_flags.self_deaf = deaf
        await self._voice_changed()

    async def mute(self, mute: bool = True) -> None:
        """Mute oneself, or undo it."""
        self._require_voice()
        self.voice_flags.self_mute = mute
        await self._voice_changed()

    def _require_voice(self) -> None:
        if self.voice_channel is None:
            raise NotPossible(f"{self.user.name} is in no voice channel")

    async def _voice_changed(self) -> None:
        self.dispatch_voice_state()
        await self.community.world.flush()

    def dispatch_voice_state(self) -> None:
        """Dispatch the voice state."""
        community = self.community
        member = community.members[self.user.id].to_wire()
        wire = self.voice_to_wire() | {"guild_id": str(community.id), "member": member}
        community.world.dispatch("VOICE_STATE_UPDATE", wire, Intent.GUILD_VOICE_STATES, community)
        event = "voice_joined" if self.voice_channel else "voice_left"
        community.world.emit(event, member=self, channel=self.voice_channel)

    def voice_to_wire(self) -> Json:
        """Return the voice state as Discord describes it within a community."""
        return {
            "channel_id": str(self.voice_channel.id) if self.voice_channel else None,
            "user_id": str(self.user.id),
            "session_id": f"voice-{self.user.id}",
            "deaf": self.voice_flags.deaf,
            "mute": self.voice_flags.mute,
            "self_deaf": self.voice_flags.self_deaf,
            "self_mute": self.voice_flags.self_mute,
            "self_stream": False,
            "self_video": False,
            "suppress": False,
            "request_to_speak_timestamp": None,
        }
