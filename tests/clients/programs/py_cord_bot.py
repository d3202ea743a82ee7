"""py-cord."""

import discord
from surroundings import API, TOKEN, say

discord.http.Route.API_BASE_URL = API

bot = discord.Bot(intents=discord.Intents.all())


class Form(discord.ui.Modal):
    def __init__(self):
        super().__init__(title="Form")
        self.add_item(discord.ui.InputText(label="Name"))

    async def callback(self, interaction):
        await interaction.response.send_message(f"Hello, {self.children[0].value}")


class Panel(discord.ui.View):
    @discord.ui.button(label="Press")
    async def press(self, button, interaction):
        await interaction.response.send_message("pressed")

    @discord.ui.button(label="Form")
    async def form(self, button, interaction):
        await interaction.response.send_modal(Form())


@bot.slash_command(description="Show a panel")
async def panel(context):
    await context.respond("panel", view=Panel())


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
