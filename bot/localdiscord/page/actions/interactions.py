"""Using the bot: commands, menus, buttons, selects, forms.

The reply says how the bot acknowledged it, or that it did not within its three seconds. What the
bot shows then comes as messages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

from bot.localdiscord.errors import DidNotRespond, NotAllowed, NotPossible
from bot.localdiscord.model.answer import Answer
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.modal import Modal
from bot.localdiscord.page.actions.registry import Actions, Call
from bot.localdiscord.page.actions.values import chosen_values, field_value, option_value
from bot.localdiscord.page.fields import BadRequest, NoSuch
from bot.localdiscord.wire import CallbackType, ChannelType, Json, OptionType

actions = Actions()

LONGEST_PATH = 110
LONGEST_CUSTOM_ID = 100
MOST_VALUES = 25

OUTCOMES = {
    CallbackType.MESSAGE: "message",
    CallbackType.DEFERRED_MESSAGE: "deferred",
    CallbackType.DEFERRED_UPDATE: "update",
    CallbackType.UPDATE: "update",
    CallbackType.MODAL: "modal",
}


async def _outcome(call: Call, answer: Awaitable[Answer]) -> Json:
    """Return how an interaction was acknowledged.

    A bot that is connected and reads nothing is given up too, before the interaction is sent.
    """
    deadline = call.tools.interactions.deadline
    try:
        async with asyncio.timeout(2 * deadline):
            given = await answer
    except (DidNotRespond, TimeoutError):
        return {"outcome": "failed", "interaction": None}
    interaction = given.interaction
    assert interaction.callback is not None
    outcome: Json = {"outcome": OUTCOMES[interaction.callback], "interaction": str(interaction.id)}
    if given.modal is not None:
        outcome["modal"] = modal_view(given.modal)
    return outcome


def modal_view(modal: Modal) -> Json:
    """Return a modal as the page draws it."""
    return {
        "interaction": str(modal.interaction.id),
        "title": modal.title,
        "custom_id": modal.custom_id,
        "components": modal.components,
    }


def _channel(call: Call) -> Channel:
    """Return the channel in which the bot is used."""
    channel = call.person.channel(call.fields.id("channel"))
    if channel.kind in (ChannelType.CATEGORY, ChannelType.FORUM):
        raise NotAllowed("the bot cannot be used here", "may-not-here")
    return channel


# Commands


@actions("command")
async def use_command(call: Call) -> Json:
    channel = _channel(call)
    actor, path = call.person.actor(channel), call.fields.text("path", most=LONGEST_PATH)
    specs = {spec["name"]: spec for spec in call.tools.app.options_of(actor, path)}
    given = call.fields.mapping("options")
    options = {
        name: option_value(call, specs[name], value, channel) if name in specs else value
        for name, value in given.items()
    }
    return await _outcome(call, call.tools.app.use(actor, path, options, channel))


@actions("autocomplete")
async def complete(call: Call) -> Json:
    """Return the choices; other options that are not whole yet are left out, as Discord does."""
    channel = _channel(call)
    actor, path = call.person.actor(channel), call.fields.text("path", most=LONGEST_PATH)
    name = call.fields.text("option", most=32)
    specs = {spec["name"]: spec for spec in call.tools.app.options_of(actor, path)}
    typed, others = call.fields.text("typed", least=0), {}
    for other, value in call.fields.mapping("options").items():
        if other in specs and other != name and specs[other]["type"] != OptionType.ATTACHMENT:
            try:
                others[other] = option_value(call, specs[other], value, channel)
            except (BadRequest, NoSuch):
                continue
    app, deadline = call.tools.app, call.tools.interactions.deadline
    try:
        async with asyncio.timeout(2 * deadline):
            choices = await app.complete(actor, path, name, typed, others, channel)
    except (DidNotRespond, TimeoutError):
        raise NotPossible("loading the options failed", "options-failed") from None
    return {"choices": [{"name": choice.name, "value": choice.value} for choice in choices]}


@actions("menu")
async def use_menu(call: Call) -> Json:
    channel = _channel(call)
    actor, target_id = call.person.actor(channel), call.fields.id("target")
    name, kind = call.fields.text("name", most=32), call.fields.text("kind")
    target: Member | Message | None = None
    if kind == "user":
        target = actor.community.members.get(target_id)
    elif kind == "message":
        target = call.person.message(target_id)
    if target is None:
        raise NoSuch("they are not here any more", "choice-gone")
    if isinstance(target, Message) and (target.ephemeral or target.channel is not channel):
        raise NotAllowed("this has no Apps menu", "may-not-here")
    answer = call.tools.app.menu(actor, name, target, channel, force=False)
    return await _outcome(call, answer)


# Components


@actions("press")
async def press(call: Call) -> Json:
    message = call.person.message(call.fields.id("message"))
    custom_id = call.fields.text("custom_id", most=LONGEST_CUSTOM_ID)
    actor = call.person.actor(message.channel)
    return await _outcome(call, call.tools.app.press(message, custom_id, actor))


@actions("choose")
async def choose(call: Call) -> Json:
    message = call.person.message(call.fields.id("message"))
    custom_id = call.fields.text("custom_id", most=LONGEST_CUSTOM_ID)
    select = next((one for one in message.selects if one.get("custom_id") == custom_id), None)
    if select is None:
        raise NoSuch("this list is gone", "message-changed")
    given = call.fields.texts("values", most=MOST_VALUES)
    values = chosen_values(call, select, given, message.channel)
    actor = call.person.actor(message.channel)
    return await _outcome(call, call.tools.app.choose(message, values, custom_id, actor))


@actions("submit")
async def submit(call: Call) -> Json:
    """Submit a form; after a failure it is still open, and can be submitted once more."""
    interaction = call.tools.interactions.by_id.get(call.fields.id("modal"))
    if (
        interaction is None
        or interaction.user is not call.person.user
        or interaction.callback is not CallbackType.MODAL
        or interaction.modal is None
        or interaction.modal_submitted
    ):
        raise NoSuch("this form is closed", "form-closed")
    modal = Modal(interaction, interaction.modal)
    fields = {field.custom_id: field for field in modal.all_fields}
    values = {}
    for custom_id, value in call.fields.mapping("values").items():
        if custom_id not in fields:
            raise BadRequest(f"the form has no field {custom_id!r}")
        values[custom_id] = field_value(call, fields[custom_id], value, interaction.channel)
    interaction.modal_submitted = True
    try:
        outcome = await _outcome(call, call.tools.app.fill_in(modal, values))
    except NotPossible:
        interaction.modal_submitted = False
        raise
    interaction.modal_submitted = outcome["outcome"] != "failed"
    return outcome
