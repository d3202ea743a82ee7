"""hikari, which needs no patching: it takes the address as an option."""

import hikari
from surroundings import API, TOKEN, say

bot = hikari.GatewayBot(TOKEN, rest_url=API, intents=hikari.Intents.ALL, banner=None)


@bot.listen()
async def started(event: hikari.StartedEvent) -> None:
    application = await bot.rest.fetch_application()
    panel = bot.rest.slash_command_builder("panel", "Show a panel")
    await bot.rest.set_application_commands(application, [panel])
    say("ready")


@bot.listen()
async def interact(event: hikari.InteractionCreateEvent) -> None:
    interaction = event.interaction
    if isinstance(interaction, hikari.CommandInteraction):
        row = bot.rest.build_message_action_row()
        row.add_interactive_button(hikari.ButtonStyle.PRIMARY, "press", label="Press")
        row.add_interactive_button(hikari.ButtonStyle.PRIMARY, "form", label="Form")
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_CREATE, "panel", component=row
        )
    elif isinstance(interaction, hikari.ModalInteraction):
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_CREATE, f"Hello, {interaction.components[0][0].value}"
        )
    elif interaction.custom_id == "form":
        row = bot.rest.build_modal_action_row().add_text_input("name", "Name")
        await interaction.create_modal_response("Form", "form", component=row)
    else:
        await interaction.create_initial_response(hikari.ResponseType.MESSAGE_CREATE, "pressed")


@bot.listen()
async def message(event: hikari.GuildMessageCreateEvent) -> None:
    if event.is_human:
        say("message", event.content)


@bot.listen()
async def reaction(event: hikari.GuildReactionAddEvent) -> None:
    say("reaction", event.emoji_name)


@bot.listen()
async def joined(event: hikari.MemberCreateEvent) -> None:
    say("join", event.member.username)


@bot.listen()
async def updated(event: hikari.MemberUpdateEvent) -> None:
    say("update", *[role.name for role in event.member.get_roles() if role.position])


@bot.listen()
async def resumed(event: hikari.ShardResumedEvent) -> None:
    say("resumed")


bot.run(check_for_updates=False)
