"""A picture that is dear to open is refused, and keeps nobody waiting."""

import asyncio
import io

import pytest
from PIL import Image

from bot.isolation.process import Limits
from bot.runtime.pictures import Pictures
from bot.services.errors import InvalidInputError
from tests.support.pictures import png

PATIENT = 60


def large() -> bytes:
    """Return a plain picture of 9 million pixels: 36 MB once it is open."""
    out = io.BytesIO()
    Image.new("RGBA", (3000, 3000), "brown").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "limits",
    [Limits(PATIENT, memory=60 * 1024 * 1024), Limits(seconds=0.001)],
    ids=["memory", "time"],
)
async def test_one_too_dear_is_refused_and_the_next_one_is_taken(limits: Limits) -> None:
    pictures = Pictures(limits)
    with pytest.raises(InvalidInputError) as refusal:
        await pictures.examine(large(), 1)
    assert (refusal.value.field, refusal.value.message) == ("image", "reward-image-too-costly")
    pictures.limits = Limits(PATIENT)
    assert (await pictures.examine(large(), 1)).width == 3000


async def test_a_community_with_many_pictures_is_told_to_wait() -> None:
    pictures = Pictures(Limits(PATIENT))
    asked = [pictures.examine(png().data, 1) for _ in range(7)]
    *found, other = await asyncio.gather(
        *asked, pictures.examine(png().data, 2), return_exceptions=True
    )
    refused = [one for one in found if isinstance(one, InvalidInputError)]
    assert [one.message for one in refused] == ["reward-image-busy"] * 2
    assert not isinstance(other, BaseException)
