"""Avatars, icons and emojis, and where they are."""

import io

import discord
import pytest
from PIL import Image

from bot.localdiscord import Community, LocalDiscord, Member
from bot.localdiscord.model.files import PICTURE_LIMIT
from bot.localdiscord.model.image_size import image_size
from tests.localdiscord.bot import Bot, ReceivedEvents, running


def png(colour: str, size: int = 64) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(out, "PNG")
    return out.getvalue()


def colour_of(data: bytes) -> object:
    return Image.open(io.BytesIO(data)).convert("RGB").getpixel((0, 0))


RED, GREEN = (255, 0, 0), (0, 128, 0)


async def test_pictures_where_the_client_looks(
    server: LocalDiscord, club: Community, mai: Member, bob: Member, bot: Bot
) -> None:
    await mai.set_avatar(png("red"))
    club.set_icon(png("green"))
    leaf = club.add_emoji("leaf", png("green"))
    emojis = ReceivedEvents(bot, "guild_emojis_update")
    changed = ReceivedEvents(bot, "user_update")
    async with running(bot, server):
        (guild,) = bot.guilds
        assert guild.icon is not None
        assert guild.icon.url.startswith(server.cdn_url)
        assert colour_of(await guild.icon.read()) == GREEN
        hers = await guild.fetch_member(mai.id)
        assert colour_of(await hers.display_avatar.with_size(128).read()) == RED
        assert colour_of(await hers.display_avatar.with_format("webp").read()) == RED
        plain = await (await guild.fetch_member(bob.id)).display_avatar.read()
        assert Image.open(io.BytesIO(plain)).size == (256, 256)
        (emoji,) = guild.emojis
        assert (emoji.id, str(emoji)) == (leaf.id, str(leaf))
        assert colour_of(await emoji.read()) == GREEN
        old = hers.display_avatar
        await mai.set_avatar(png("green"))
        await changed.wait_for(1)
        renewed = guild.get_member(mai.id)
        assert renewed is not None
        assert colour_of(await renewed.display_avatar.read()) == GREEN
        assert colour_of(await old.read()) == RED
        club.add_emoji("book", png("red"))
        await server.world.flush()
        await emojis.wait_for(1)
        assert [one.name for one in await guild.fetch_emojis()] == ["leaf", "book"]
        with pytest.raises(discord.NotFound):
            await discord.Asset._from_avatar(bot._connection, bob.id, "0" * 32).read()


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("PNG", "RGB", {}),
        ("GIF", "P", {}),
        ("JPEG", "RGB", {"progressive": True}),
        ("JPEG", "RGB", {"exif": b"Exif\0\0" + bytes(100)}),
        ("WEBP", "RGB", {}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("WEBP", "RGBA", {"exif": b"Exif\0\0MM"}),
    ],
)
def test_the_size_of_a_picture(form: str, mode: str, options: dict[str, object]) -> None:
    out = io.BytesIO()
    Image.new(mode, (300, 70)).save(out, form, **options)
    whole = out.getvalue()
    assert image_size(whole) == (300, 70)
    assert [image_size(whole[:length]) for length in (0, 1, 3, 9)] == [None] * 4
    assert image_size(b"\xff\xd8\xff") is image_size(b"RIFF    WEBPVP8X") is None


async def test_what_is_no_picture(club: Community, mai: Member) -> None:
    for data in (b"", b"<svg/>", png("red") + bytes(PICTURE_LIMIT)):
        with pytest.raises(ValueError, match="PNG"):
            club.add_emoji("leaf", data)
        with pytest.raises(ValueError, match="PNG"):
            await mai.set_avatar(data)
    assert mai.user.avatar is None
    assert club.emojis == {}
