"""nextcord."""

import nextcord
from nextcord.ext import commands
from surroundings import API, TOKEN, say

nextcord.http.Route.BASE = API

bot = commands.Bot(intents=nextcord.Intents.all())


class Form(nextcord.ui.Modal):
    def __init__(self):
        super().__init__("Form")
        self.name = nextcord.ui.TextInput(label="Name")
        self.add_item(self.name)

    async def callback(self, interaction):
        await interaction.response.send_message(f"Hello, {self.name.value}")


class Panel(nextcord.ui.View):
    @nextcord.ui.button(label="Press")
    async def press(self, button, interaction):
        await interaction.response.send_message("pressed")

    @nextcord.ui.button(label="Form")
    async def form(self, button, interaction):
        await interaction.response.send_modal(Form())


@bot.slash_command(description="Show a panel")
async def panel(interaction: nextcord.Interaction):
    await interaction.response.send_message("panel", view=Panel())


@bot.event
async def on_ready():
    say("ready")


@bot.event
async def on_message(message):
    if not message.author.bot:
        say("message", message.content)


@bot.event
async def on_raw_reaction_add(reaction):
    say("reaction", reaction.emoji)


@bot.event
async def on_member_join(member):
    say("join", member.name)


@bot.event
async def on_member_update(before, after):
    say("update", *[role.name for role in after.roles[1:]])


@bot.event
async def on_resumed():
    say("resumed")


bot.run(TOKEN)
