"""Answers to interactions: callbacks, follow-ups, and edits of either."""

from bot.localdiscord.api.rest.routing import Call, Routes
from bot.localdiscord.errors import unknown
from bot.localdiscord.gateway.message_content import as_shown
from bot.localdiscord.model.message import Message
from bot.localdiscord.state.interactions import Interaction
from bot.localdiscord.wire import CallbackType, Json

routes = Routes()

WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = WEBHOOK + "/messages/@original"
MESSAGE = WEBHOOK + "/messages/{message_id}"


@routes("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
def acknowledge(call: Call) -> Json | None:
    interaction = call.world.responding.callback(
        call.number("interaction_id"), call.params["interaction_token"], call.body, call.uploads
    )
    message = interaction.original
    if interaction.callback is CallbackType.UPDATE:
        message = interaction.source
    if message is not None:
        call.concerns(message)
    call.after.append(interaction.announce)
    if call.query.get("with_response") not in ("1", "true"):
        return None
    return _callback_response(interaction, message)


def _callback_response(interaction: Interaction, message: Message | None) -> Json:
    """Only a message that was sent or changed comes along as a resource.

    https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback
    """
    assert interaction.callback is not None
    described: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    answer: Json = {"interaction": described}
    if message is not None:
        described |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        if interaction.callback in (CallbackType.MESSAGE, CallbackType.UPDATE):
            shown = as_shown(message)
            answer["resource"] = {"type": int(interaction.callback), "message": shown}
    return answer


def _interaction(call: Call) -> Interaction:
    if call.number("webhook_id") != call.world.bot.id:
        raise unknown("Webhook", 10015)
    return call.world.responding.find(call.params["webhook_token"])


@routes("POST", WEBHOOK)
def follow_up(call: Call) -> Json:
    interaction = _interaction(call)
    message = call.world.responding.follow_up(interaction, call.body, call.uploads)
    call.concerns(message)
    call.after.append(interaction.announce)
    return as_shown(message)


@routes("GET", ORIGINAL)
@routes("GET", MESSAGE)
def get_answer(call: Call) -> Json:
    return as_shown(_message(call, _interaction(call)))


@routes("PATCH", ORIGINAL)
@routes("PATCH", MESSAGE)
def edit_answer(call: Call) -> Json:
    interaction = _interaction(call)
    message = _message(call, interaction)
    call.world.responding.edit(message, call.body, call.uploads)
    call.concerns(message)
    call.after.append(interaction.announce)
    return as_shown(message)


@routes("DELETE", ORIGINAL)
@routes("DELETE", MESSAGE)
def delete_answer(call: Call) -> None:
    interaction = _interaction(call)
    message = _message(call, interaction)
    call.world.posting.delete(message)
    call.concerns(message)
    call.after.append(interaction.announce)


def _message(call: Call, interaction: Interaction) -> Message:
    which = call.params.get("message_id", "@original")
    return call.world.responding.message(interaction, which)
