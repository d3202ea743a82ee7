"""How the bot answers interactions: the callback, follow-ups, and edits of either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.localdiscord.errors import Problem, Refusal, invalid, unknown
from bot.localdiscord.limits.commands import choice_problems
from bot.localdiscord.limits.messages import check_message
from bot.localdiscord.limits.modals import modal_problems
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.posting import Uploads
from bot.localdiscord.state.interactions import Interaction
from bot.localdiscord.wire import (
    CallbackType,
    CommandType,
    InteractionType,
    Json,
    MessageFlag,
    MessageType,
)

if TYPE_CHECKING:
    from bot.localdiscord.state.world import World

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


class Responding:
    """Carries out what the bot answers to interactions."""

    def __init__(self, world: World) -> None:
        self._world = world

    def find(self, token: str) -> Interaction:
        """Return the acknowledged interaction that a webhook token belongs to."""
        interaction = self._world.interactions.by_token.get(token)
        if interaction is None or interaction.callback is None:
            raise unknown("Webhook", 10015)
        if self._world.interactions.is_expired(interaction):
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return interaction

    def callback(
        self, interaction_id: int, token: str, body: Json, uploads: Uploads
    ) -> Interaction:
        """Acknowledge an interaction."""
        interaction = self._world.interactions.by_id.get(interaction_id)
        if interaction is None or interaction.token != token or interaction.dead:
            raise unknown("interaction", 10062)
        if interaction.callback is not None:
            # Whoever is handed an interaction twice can find out only by answering twice.
            raise Refusal(
                400,
                40060,
                "Interaction has already been acknowledged.",
                expected=interaction.deliveries > 1,
            )
        kind = self._kind(interaction, body)
        data: Json = body.get("data") or {}
        if kind is CallbackType.MESSAGE:
            check_message(data, uploads, path="data.", flags=ALLOWED_FLAGS)
            interaction.original = self._send(interaction, data, uploads)
        elif kind is CallbackType.DEFERRED_MESSAGE:
            flags = (data.get("flags") or 0) & MessageFlag.EPHEMERAL | MessageFlag.LOADING
            interaction.original = self._send(interaction, {"flags": flags}, {})
        elif kind is CallbackType.UPDATE:
            assert interaction.source is not None
            check_message(
                data, uploads, existing=interaction.source, path="data.", flags=ALLOWED_FLAGS
            )
            self._world.posting.revise(interaction.source, data, uploads)
        elif kind is CallbackType.CHOICES:
            self._refuse_if(choice_problems(data, _focused_type(interaction)))
            interaction.choices = list(data.get("choices") or ())
        elif kind is CallbackType.MODAL:
            self._refuse_if(modal_problems(data))
            interaction.modal = data
            self._world.emit("modal", user=interaction.actor, title=data["title"], modal=data)
        interaction.callback = kind
        return interaction

    def _kind(self, interaction: Interaction, body: Json) -> CallbackType:
        allowed = set(ALLOWED[interaction.kind])
        if interaction.source is None:
            # A form that no message opened can be closed silently, but there is nothing to edit.
            allowed -= {CallbackType.UPDATE}
        if body.get("type") not in allowed:
            choices = ", ".join(str(int(kind)) for kind in sorted(allowed))
            raise invalid(
                [Problem("type", "BASE_TYPE_CHOICES", f"Value must be one of {{{choices}}}.")]
            )
        return CallbackType(body["type"])

    @staticmethod
    def _refuse_if(problems: list[Problem]) -> None:
        if problems:
            raise invalid(problems)

    def _send(self, interaction: Interaction, body: Json, uploads: Uploads) -> Message:
        message = self._world.posting.compose(interaction.channel, self._world.bot, body, uploads)
        if message.ephemeral:
            message.seen_only_by = interaction.user
        message.interaction = interaction.metadata
        if first := self._first(interaction):
            message.interaction["original_response_message_id"] = str(first.id)
        elif interaction.kind is InteractionType.COMMAND:
            chat = interaction.data["type"] == CommandType.CHAT
            message.type = MessageType.CHAT_COMMAND if chat else MessageType.MENU_COMMAND
            if interaction.data["type"] == CommandType.MESSAGE_MENU:
                message.reply_to = self._world.messages.get(int(interaction.data["target_id"]))
        self._world.posting.publish(message)
        return message

    def follow_up(self, interaction: Interaction, body: Json, uploads: Uploads) -> Message:
        """Send a further message; the first one after a deferral becomes the answer itself."""
        original = interaction.original
        if original is not None and original.loading and not original.deleted:
            check_message(body, uploads, flags=ALLOWED_FLAGS)
            kept = {k: v for k, v in body.items() if k != "flags"}
            kept["flags"] = (body.get("flags") or 0) & ~MessageFlag.EPHEMERAL | int(
                original.flags & MessageFlag.EPHEMERAL
            )
            self._world.posting.revise(original, kept, uploads)
            return original
        check_message(body, uploads, flags=ALLOWED_FLAGS)
        message = self._send(interaction, body, uploads)
        interaction.followups.append(message)
        return message

    @staticmethod
    def _first(interaction: Interaction) -> Message | None:
        """Return the message that was the answer, which is "@original"."""
        updated = interaction.callback in UPDATES
        return interaction.source if updated else interaction.original

    def message(self, interaction: Interaction, which: str) -> Message:
        """Return "@original" or a follow-up by id."""
        candidates = [self._first(interaction), *interaction.followups]
        for message in filter(None, candidates):
            if which in (str(message.id), "@original") and not message.deleted:
                return message
        raise unknown("Message", 10008)

    def edit(self, message: Message, body: Json, uploads: Uploads) -> None:
        """Edit an answer."""
        check_message(body, uploads, existing=message, flags=ALLOWED_FLAGS)
        self._world.posting.revise(message, body, uploads)


def _focused_type(interaction: Interaction) -> int:
    inside = interaction.data.get("options") or []
    while inside:
        for option in inside:
            if option.get("focused"):
                return int(option["type"])
        inside = inside[0].get("options") or []
    return 3
