"""What the bot responds to an interaction: the callback, follow-ups, and edits of either.

https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
"""

from bot.localdiscord.errors import Problem, Refusal, invalid, raise_if, unknown
from bot.localdiscord.limits.commands import choice_problems
from bot.localdiscord.limits.messages import check_message
from bot.localdiscord.limits.modals import modal_problems
from bot.localdiscord.model import posting
from bot.localdiscord.model.files import Uploads
from bot.localdiscord.model.interaction import Interaction
from bot.localdiscord.model.message import Message
from bot.localdiscord.wire import (
    CallbackType,
    CommandType,
    InteractionType,
    Json,
    MessageFlag,
    MessageType,
    OptionType,
)

MESSAGES = {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE}
UPDATES = {CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE}
ALLOWED = {
    InteractionType.COMMAND: MESSAGES | {CallbackType.MODAL},
    InteractionType.COMPONENT: MESSAGES | UPDATES | {CallbackType.MODAL},
    InteractionType.AUTOCOMPLETE: {CallbackType.CHOICES},
    InteractionType.MODAL: MESSAGES | UPDATES,
}
ALLOWED_FLAGS = (
    MessageFlag.EPHEMERAL
    | MessageFlag.SUPPRESS_EMBEDS
    | MessageFlag.SUPPRESS_NOTIFICATIONS
    | MessageFlag.COMPONENTS_V2
)


def respond(interaction: Interaction, body: Json, uploads: Uploads) -> None:
    """Acknowledge an interaction: the initial response.

    40060 is on the page Opcodes and Status Codes, under "JSON Error Codes".
    """
    if interaction.callback is not None:
        # A bot that receives an interaction twice can find out only by responding twice.
        raise Refusal(
            400,
            40060,
            "Interaction has already been acknowledged.",
            expected=interaction.deliveries > 1,
        )
    kind = _callback_type(interaction, body)
    data: Json = body.get("data") or {}
    if kind is CallbackType.MESSAGE:
        check_message(data, uploads, path="data.", flags=ALLOWED_FLAGS)
        interaction.original = _send(interaction, data, uploads)
    elif kind is CallbackType.DEFERRED_MESSAGE:
        flags = (data.get("flags") or 0) & MessageFlag.EPHEMERAL | MessageFlag.LOADING
        interaction.original = _send(interaction, {"flags": flags}, {})
    elif kind is CallbackType.UPDATE:
        source = interaction.source
        assert source is not None
        check_message(data, uploads, existing=source, path="data.", flags=ALLOWED_FLAGS)
        posting.update(source, data, uploads)
    elif kind is CallbackType.CHOICES:
        raise_if(choice_problems(data, _focused_type(interaction)))
        interaction.choices = list(data.get("choices") or ())
    elif kind is CallbackType.MODAL:
        raise_if(modal_problems(data))
        interaction.modal = data
        interaction.world.emit("modal", user=interaction.actor, title=data["title"], modal=data)
    interaction.callback = kind


def _callback_type(interaction: Interaction, body: Json) -> CallbackType:
    allowed = set(ALLOWED[interaction.kind])
    if interaction.source is None:
        # A modal that no message opened can be closed silently, but there is nothing to edit.
        allowed -= {CallbackType.UPDATE}
    if body.get("type") not in allowed:
        choices = ", ".join(str(int(kind)) for kind in sorted(allowed))
        raise invalid(
            [Problem("type", "BASE_TYPE_CHOICES", f"Value must be one of {{{choices}}}.")]
        )
    return CallbackType(body["type"])


def _focused_type(interaction: Interaction) -> int:
    inside = interaction.data.get("options") or []
    while inside:
        for option in inside:
            if option.get("focused"):
                return int(option["type"])
        inside = inside[0].get("options") or []
    return OptionType.STRING


def _send(interaction: Interaction, body: Json, uploads: Uploads) -> Message:
    world = interaction.world
    message = posting.new_message(interaction.channel, world.bot, body, uploads)
    if message.ephemeral:
        message.seen_only_by = interaction.user
    message.interaction = interaction.metadata
    if original := _original(interaction):
        message.interaction["original_response_message_id"] = str(original.id)
    elif interaction.kind is InteractionType.COMMAND:
        chat = interaction.data["type"] == CommandType.CHAT
        message.type = MessageType.CHAT_COMMAND if chat else MessageType.MENU_COMMAND
        if interaction.data["type"] == CommandType.MESSAGE_MENU:
            message.reply_to = world.messages.get(int(interaction.data["target_id"]))
    posting.publish(message)
    return message


def follow_up(interaction: Interaction, body: Json, uploads: Uploads) -> Message:
    """Send a follow-up; the first one after a deferral becomes the original response."""
    check_message(body, uploads, flags=ALLOWED_FLAGS)
    original = interaction.original
    if original is not None and original.loading and not original.deleted:
        ephemeral = int(original.flags & MessageFlag.EPHEMERAL)
        flags = (body.get("flags") or 0) & ~MessageFlag.EPHEMERAL | ephemeral
        posting.update(original, body | {"flags": flags}, uploads)
        return original
    message = _send(interaction, body, uploads)
    interaction.followups.append(message)
    return message


def _original(interaction: Interaction) -> Message | None:
    """Return "@original": the message of the initial response."""
    return interaction.source if interaction.callback in UPDATES else interaction.original


def find_message(interaction: Interaction, which: str) -> Message:
    """Return "@original", or a message of the interaction by id."""
    for message in filter(None, [_original(interaction), *interaction.followups]):
        if which in (str(message.id), "@original") and not message.deleted:
            return message
    raise unknown("Message", 10008)


def edit(message: Message, body: Json, uploads: Uploads) -> None:
    """Edit a message of an interaction."""
    check_message(body, uploads, existing=message, flags=ALLOWED_FLAGS)
    posting.update(message, body, uploads)
