"""A bot as a process of its own: python -m tests.localdiscord.program API GATEWAY TOKEN."""

import sys
from typing import Self

import discord
import yarl

from tests.localdiscord.bot import Bot, Interaction


class Panel(discord.ui.View):
    @discord.ui.button(label="Press")
    async def press(self, interaction: Interaction, _: discord.ui.Button[Self]) -> None:
        await interaction.response.send_message("pressed")


def main(api_url: str, gateway_url: str, token: str) -> None:
    discord.http.Route.BASE = api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    bot = Bot()

    @bot.tree.command()
    async def panel(interaction: Interaction) -> None:
        await interaction.response.send_message(view=Panel())

    bot.run(token, log_handler=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
