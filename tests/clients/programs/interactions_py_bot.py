"""interactions.py."""

import interactions
from interactions.api import events
from interactions.api.http.route import Route
from surroundings import API, TOKEN, say

Route.BASE = API

bot = interactions.Client(intents=interactions.Intents.ALL)


@interactions.slash_command(name="panel", description="Show a panel")
async def panel(context: interactions.SlashContext):
    press = interactions.Button(
        style=interactions.ButtonStyle.PRIMARY, label="Press", custom_id="press"
    )
    form = interactions.Button(
        style=interactions.ButtonStyle.PRIMARY, label="Form", custom_id="form"
    )
    await context.send("panel", components=[press, form])


@interactions.component_callback("press")
async def press(context: interactions.ComponentContext):
    await context.send("pressed")


@interactions.component_callback("form")
async def form(context: interactions.ComponentContext):
    name = interactions.ShortText(label="Name", custom_id="name")
    await context.send_modal(interactions.Modal(name, title="Form", custom_id="filled"))


@interactions.modal_callback("filled")
async def filled(context: interactions.ModalContext):
    await context.send(f"Hello, {context.responses['name']}")


@interactions.listen(events.Ready)
async def on_ready(event):
    say("ready")


@interactions.listen(events.MessageCreate)
async def on_message(event):
    if not event.message.author.bot:
        say("message", event.message.content)


@interactions.listen(events.MessageReactionAdd)
async def on_reaction(event):
    say("reaction", event.emoji.name)


@interactions.listen(events.MemberAdd)
async def on_join(event):
    say("join", event.member.user.username)


@interactions.listen(events.MemberUpdate)
async def on_update(event):
    say("update", *[role.name for role in event.after.roles])


@interactions.listen(events.Resume)
async def on_resumed(event):
    say("resumed")


bot.start(TOKEN)
