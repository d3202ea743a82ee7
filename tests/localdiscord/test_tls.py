"""TLS and latency."""

import asyncio
from pathlib import Path

import aiohttp
import discord

from tests.localdiscord.bot import Bot, Interaction, running
from tests.localdiscord.conftest import Point
from tests.support.certificate import make_certificate
from tests.support.discord import patient_discord


async def test_over_tls_with_latency(point_client_at: Point, tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    context = certificate.server_context()
    async with patient_discord(ssl_context=context, latency=0.02) as server:
        point_client_at(server)
        assert server.api_url.startswith("https:")
        assert server.gateway_url.startswith("wss:")
        club = server.add_community("Book club")
        club.add_channel("general")
        mai = club.add_member("Mai")
        trust = certificate.client_context()
        bot = Bot(connector=aiohttp.TCPConnector(ssl=trust))

        @bot.tree.command()
        async def hello(interaction: Interaction) -> None:
            view = discord.ui.View()
            button = discord.ui.Button[discord.ui.View](label="Press", custom_id="press")
            view.add_item(button)
            button.callback = press  # type: ignore[method-assign]  # as the library documents
            await interaction.response.send_message("hi", view=view)

        async def press(interaction: Interaction) -> None:
            await interaction.response.edit_message(content="pressed")

        async with running(bot, server):
            answers = await asyncio.gather(*(mai.command("hello") for _ in range(5)))
            await asyncio.gather(*(answer.press("Press") for answer in answers))
        assert {answer.text for answer in answers} == {"pressed"}
        assert server.refused == []
