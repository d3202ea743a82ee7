"""A local Discord with a small community, and a bot that has not started yet."""

from collections.abc import AsyncIterator, Callable

import discord
import pytest
import yarl

from bot.localdiscord import Channel, Community, LocalDiscord, Member
from tests.localdiscord.bot import Bot
from tests.support.description import description_check, description_review
from tests.support.discord import patient_discord

Point = Callable[[LocalDiscord], None]


@pytest.fixture
def point_client_at(monkeypatch: pytest.MonkeyPatch) -> Point:
    """Points the client library at a server, as people do who run proxies."""

    def point(server: LocalDiscord) -> None:
        monkeypatch.setattr(discord.http.Route, "BASE", server.api_url)
        gateway = yarl.URL(server.gateway_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
        monkeypatch.setattr(discord.Asset, "BASE", server.cdn_url)

    return point


@pytest.fixture
async def server(point_client_at: Point) -> AsyncIterator[LocalDiscord]:
    """A local Discord; whatever it would have refused and no test looked at fails the test."""
    async with patient_discord(check=description_check(), review=description_review()) as server:
        point_client_at(server)
        yield server
        assert server.refused == []
        assert server.violations == []


@pytest.fixture
def club(server: LocalDiscord) -> Community:
    return server.add_community("Book club")


@pytest.fixture
def general(club: Community) -> Channel:
    return club.add_channel("general")


@pytest.fixture
def mai(club: Community, general: Channel) -> Member:
    return club.add_member("Mai", locale="vi")


@pytest.fixture
def bob(club: Community, general: Channel) -> Member:
    return club.add_member("Bob")


@pytest.fixture
async def bot(server: LocalDiscord) -> Bot:
    return Bot()
