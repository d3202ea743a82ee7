"""Where a boost is, in words."""

from collections.abc import Sequence

from bot.texts import t

NAMED = 5
"""Channels of a boost that are named in its line."""


def where(language: str, channel_ids: Sequence[int]) -> str:
    """Return where a boost is, as a part of a sentence."""
    if not channel_ids:
        return t(language, "boost-everywhere")
    named = ", ".join(f"<#{channel_id}>" for channel_id in channel_ids[:NAMED])
    more = max(0, len(channel_ids) - NAMED)
    return t(language, "boost-where", channels=named, more=more)
