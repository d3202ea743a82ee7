"""disnake."""

import disnake
from disnake.ext import commands
from surroundings import API, TOKEN, say

disnake.http.Route.BASE = API

bot = commands.InteractionBot(intents=disnake.Intents.all())


class Form(disnake.ui.Modal):
    def __init__(self):
        name = disnake.ui.TextInput(label="Name", custom_id="name")
        super().__init__(title="Form", components=[name], custom_id="form")

    async def callback(self, interaction):
        await interaction.response.send_message(f"Hello, {interaction.text_values['name']}")


class Panel(disnake.ui.View):
    @disnake.ui.button(label="Press")
    async def press(self, button, interaction):
        await interaction.response.send_message("pressed")

    @disnake.ui.button(label="Form")
    async def form(self, button, interaction):
        await interaction.response.send_modal(Form())


@bot.slash_command(description="Show a panel")
async def panel(interaction):
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
