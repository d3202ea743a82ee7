"""Cards are drawn in a process of their own, in turns, within bounds, and kept."""

import asyncio
import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from bot.isolation.process import Limits
from bot.pictures.cards import Badge, BadgeImage, BarChart, GoalCard, Ring, Series
from bot.runtime import drawing as module
from bot.runtime.drawing import Drawing
from tests.isolation.test_process import PATIENT, is_running

CLUB, OTHER = 1, 2


@pytest.fixture
async def drawing() -> AsyncIterator[Drawing]:
    """What draws, with all the time that a busy machine may need."""
    made = Drawing(PATIENT, patience=60)
    yield made
    await made.close()


def goal(title: str) -> GoalCard:
    return GoalCard("Goals", (Ring(title, "2 of 3", 0.6),))


async def test_a_card_is_a_webp_and_a_badge_a_png(drawing: Drawing) -> None:
    card = await drawing.picture(goal("Read"), CLUB)
    badge = await drawing.picture(BadgeImage(Badge("First review")), CLUB)
    assert card is not None
    assert badge is not None
    assert (card.media_type, card.ending) == ("image/webp", "webp")
    assert (badge.media_type, badge.ending) == ("image/png", "png")
    assert Image.open(io.BytesIO(card.content)).format == "WEBP"
    assert Image.open(io.BytesIO(badge.content)).format == "PNG"


async def test_the_same_card_is_drawn_once(drawing: Drawing) -> None:
    """Also for two who ask at the same moment."""
    first, second = await asyncio.gather(
        drawing.picture(goal("Read"), CLUB), drawing.picture(goal("Read"), OTHER)
    )
    assert first is not None
    assert first is second
    assert await drawing.picture(goal("Read"), OTHER) is first
    assert await drawing.picture(goal("Write"), CLUB) is not first


async def test_what_is_kept_is_bounded_in_bytes(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the loop in `_keep`, all four stayed."""
    first = await drawing.picture(goal("1"), CLUB)
    assert first is not None
    monkeypatch.setattr(module, "CACHE_BYTES", round(2.5 * len(first.content)))
    for title in ("2", "3", "4"):
        await drawing.picture(goal(title), CLUB)
    kept = [picture.content for picture in drawing._drawn.values()]
    assert len(kept) == 2
    assert sum(map(len, kept)) == drawing._bytes
    assert await drawing.picture(goal("1"), CLUB) is not first


async def test_what_takes_too_long_is_none_and_the_next_is_drawn() -> None:
    drawing = Drawing(Limits(seconds=0.0001), patience=60)
    assert await drawing.picture(goal("Read"), CLUB) is None
    drawing._process.limits = PATIENT
    assert await drawing.picture(goal("Read"), CLUB) is not None
    await drawing.close()


async def test_who_cannot_wait_has_none_and_the_picture_is_there_later() -> None:
    drawing = Drawing(PATIENT, patience=0)
    assert await drawing.picture(goal("Read"), CLUB) is None
    await asyncio.gather(*drawing._tasks.values())
    assert await drawing.picture(goal("Read"), CLUB) is not None
    await drawing.close()


async def test_too_many_of_one_community_have_none(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing._turns, "_most_waiting", 2)
    busy = [drawing.picture(goal(str(number)), CLUB) for number in range(5)]
    *of_the_busy, of_the_other = await asyncio.gather(*busy, drawing.picture(goal("x"), OTHER))
    assert sum(picture is None for picture in of_the_busy) == 2
    assert of_the_other is not None


async def test_a_card_that_cannot_be_drawn_is_none(drawing: Drawing) -> None:
    broken = BarChart("Points", ("Monday",), (Series("issued", (float("inf"),)),))
    assert await drawing.picture(broken, CLUB) is None
    assert await drawing.picture(goal("Read"), CLUB) is not None


async def test_closing_ends_the_process_and_what_is_being_drawn(drawing: Drawing) -> None:
    await drawing.picture(goal("Read"), CLUB)
    pid = drawing._process.pid
    waiting = asyncio.create_task(drawing.picture(goal("Write"), CLUB))
    await asyncio.sleep(0)
    await drawing.close()
    assert pid is not None
    assert not is_running(pid)
    assert await waiting is None
    assert await drawing.picture(goal("Other"), CLUB) is None
