"""Badges on a card are drawn side by side."""

import asyncio
from typing import Any, cast

from bot.runtime.drawing import DrawnPicture
from bot.services.rewards.looks import Look
from bot.ui.core.pictures import shown
from db.tables import BadgeShape

CLUB = 1


class AfterAll:
    """Draws nothing until so many have been asked for."""

    def __init__(self, count: int) -> None:
        self.all_asked = asyncio.Barrier(count)

    async def picture(self, _card: object, _community_id: int) -> DrawnPicture | None:
        """Wait for the others."""
        number = await self.all_asked.wait()
        return DrawnPicture(b"PNG", "image/png", "png") if number else None


async def test_no_badge_waits_for_another() -> None:
    """One by one, this waited for ever, and a card without a process that draws for each badge."""
    looks = [Look(name, None, True, None, BadgeShape.STAR) for name in ("One", "Two", "Three")]
    found = await asyncio.wait_for(shown(looks, {}, cast(Any, AfterAll(3)), CLUB), 60)
    assert len(found.files) == 2
    assert sorted(found.url(look) is None for look in looks) == [False, False, True]
