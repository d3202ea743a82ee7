"""Interaction callbacks, and the webhook of an interaction: follow-ups, and edits of either.

https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
"""

from functools import partial

from bot.localdiscord.api.rest import callbacks
from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.errors import Refusal, unknown
from bot.localdiscord.gateway.message_content import visible_message
from bot.localdiscord.model import posting
from bot.localdiscord.model.interaction import Interaction
from bot.localdiscord.model.message import Message
from bot.localdiscord.wire import CallbackType, Json

routes = Routes()

WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = WEBHOOK + "/messages/@original"
MESSAGE = WEBHOOK + "/messages/{message_id}"


@routes("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
def create_response(call: Call) -> Json | None:
    """10062 is on the page Opcodes and Status Codes, under "JSON Error Codes"."""
    interaction = call.interactions.by_id.get(call.number("interaction_id"))
    token = call.params["interaction_token"]
    if interaction is None or interaction.token != token or interaction.failed:
        raise unknown("interaction", 10062)
    callbacks.respond(interaction, call.body, call.uploads)
    message = interaction.original
    if interaction.callback is CallbackType.UPDATE:
        message = interaction.source
    _after(call, interaction, message)
    if call.query.get("with_response") not in ("1", "true"):
        return None
    return _callback_response(interaction, message)


def _callback_response(interaction: Interaction, message: Message | None) -> Json:
    """Only a message that was sent or updated is part of the response, as a resource.

    https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback
    """
    assert interaction.callback is not None
    described: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    response: Json = {"interaction": described}
    if message is not None:
        described |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        if interaction.callback in (CallbackType.MESSAGE, CallbackType.UPDATE):
            shown = visible_message(message)
            response["resource"] = {"type": int(interaction.callback), "message": shown}
    return response


def _after(call: Call, interaction: Interaction, message: Message | None) -> None:
    """Update the message and the interaction once the response has been sent."""
    if message is not None:
        call.about(message)
    call.after.append(partial(call.interactions.resolve, interaction))


def _interaction(call: Call) -> Interaction:
    """Return the acknowledged interaction whose webhook the path names.

    10015 and 50027 are on the page Opcodes and Status Codes, under "JSON Error Codes".
    """
    interaction = call.interactions.by_token.get(call.params["webhook_token"])
    is_bot = call.number("webhook_id") == call.world.bot.id
    if not is_bot or interaction is None or interaction.callback is None:
        raise unknown("Webhook", 10015)
    if call.interactions.is_expired(interaction):
        raise Refusal(401, 50027, "Invalid Webhook Token")
    return interaction


@routes("POST", WEBHOOK)
def create_followup(call: Call) -> Json:
    interaction = _interaction(call)
    message = callbacks.follow_up(interaction, call.body, call.uploads)
    _after(call, interaction, message)
    return visible_message(message)


@routes("GET", ORIGINAL)
@routes("GET", MESSAGE)
def get_response(call: Call) -> Json:
    return visible_message(_message(call, _interaction(call)))


@routes("PATCH", ORIGINAL)
@routes("PATCH", MESSAGE)
def edit_response(call: Call) -> Json:
    interaction = _interaction(call)
    message = _message(call, interaction)
    callbacks.edit(message, call.body, call.uploads)
    _after(call, interaction, message)
    return visible_message(message)


@routes("DELETE", ORIGINAL)
@routes("DELETE", MESSAGE)
def delete_response(call: Call) -> None:
    interaction = _interaction(call)
    message = _message(call, interaction)
    posting.delete(message)
    _after(call, interaction, message)


def _message(call: Call, interaction: Interaction) -> Message:
    return callbacks.find_message(interaction, call.params.get("message_id", "@original"))
