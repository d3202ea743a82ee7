"""post_reaction: a reaction to somebody's message."""

import re

from bot.services.workflows.parts import ChannelId, Context, Name, Trigger

_CUSTOM = re.compile(r".*?(\d{15,20})>?")
_VARIANT = "\N{VARIATION SELECTOR-16}"


class PostReaction(
    Trigger,
    key="post_reaction",
    activity=True,
    example={"channel": "1200000000000000021", "emoji": "👍"},
):
    """A member reacts to a message; in one channel or with one emoji, if they are set."""

    channel: ChannelId | None = None
    emoji: Name | None = None

    def matches(self, context: Context) -> bool:
        """Return whether it was in that channel, with that emoji."""
        if self.channel not in (None, context.event.channel_id):
            return False
        return self.emoji is None or _same(self.emoji, str(context.event.data.get("emoji")))


def _same(one: str, other: str) -> bool:
    """Return whether two spellings are one emoji; those of a server go by their ids."""
    return _identity(one) == _identity(other)


def _identity(emoji: str) -> str:
    custom = _CUSTOM.fullmatch(emoji)
    return custom[1] if custom else emoji.replace(_VARIANT, "")
