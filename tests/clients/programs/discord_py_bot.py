"""discord.py."""

import discord
import yarl
from discord import app_commands
from surroundings import API, GATEWAY, TOKEN, say

discord.http.Route.BASE = API
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(GATEWAY)


class Form(discord.ui.Modal, title="Form"):
    name = discord.ui.Label(text="Name", component=discord.ui.TextInput())

    async def on_submit(self, interaction):
        await interaction.response.send_message(f"Hello, {self.name.component.value}")


class Panel(discord.ui.View):
    @discord.ui.button(label="Press")
    async def press(self, interaction, button):
        await interaction.response.send_message("pressed")

    @discord.ui.button(label="Form")
    async def form(self, interaction, button):
        await interaction.response.send_modal(Form())


class Bot(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents.all())
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self):
        @self.tree.command(description="Show a panel")
        async def panel(interaction):
            await interaction.response.send_message("panel", view=Panel())

        await self.tree.sync()

    async def on_ready(self):
        say("ready")

    async def on_message(self, message):
        if not message.author.bot:
            say("message", message.content)

    async def on_raw_reaction_add(self, reaction):
        say("reaction", reaction.emoji)

    async def on_member_join(self, member):
        say("join", member.name)

    async def on_member_update(self, before, after):
        say("update", *[role.name for role in after.roles[1:]])

    async def on_resumed(self):
        say("resumed")


Bot().run(TOKEN)
