"""The cog that Red-DiscordBot is given."""

import discord
from discord import app_commands
from redbot.core import commands
from surroundings import say


class Form(discord.ui.Modal, title="Form"):
    name = discord.ui.TextInput(label="Name")

    async def on_submit(self, interaction):
        await interaction.response.send_message(f"Hello, {self.name.value}")


class Buttons(discord.ui.View):
    @discord.ui.button(label="Press")
    async def press(self, interaction, button):
        await interaction.response.send_message("pressed")

    @discord.ui.button(label="Form")
    async def form(self, interaction, button):
        await interaction.response.send_modal(Form())


class Panel(commands.Cog):
    def __init__(self, bot):
        self.bot = bot

    @app_commands.command(description="Show a panel")
    async def panel(self, interaction):
        await interaction.response.send_message("panel", view=Buttons())

    @commands.Cog.listener()
    async def on_ready(self):
        # Red offers no slash command before its owner has allowed it.
        await self.bot.enable_app_command("panel")
        await self.bot.tree.red_check_enabled()
        await self.bot.tree.sync()
        say("ready")

    @commands.Cog.listener()
    async def on_message(self, message):
        if not message.author.bot:
            say("message", message.content)

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, reaction):
        say("reaction", reaction.emoji)

    @commands.Cog.listener()
    async def on_member_join(self, member):
        say("join", member.name)

    @commands.Cog.listener()
    async def on_member_update(self, before, after):
        say("update", *[role.name for role in after.roles[1:]])

    @commands.Cog.listener()
    async def on_resumed(self):
        say("resumed")


async def setup(bot):
    await bot.add_cog(Panel(bot))
