"""Answers: what a member sees after something they did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model.files import File
from bot.localdiscord.model.interaction import Interaction
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.modal import Modal
from bot.localdiscord.wire import Json


@dataclass(frozen=True)
class Choice:
    """One choice of autocomplete."""

    name: str
    value: str | int | float


class Answer:
    """The bot's answer: a message (a new one, or the edited one under which it began) or a modal.

    Its text, files and buttons follow later edits.
    """

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction
        self.modal = None if interaction.modal is None else Modal(interaction, interaction.modal)

    def __repr__(self) -> str:
        return f"<Answer {self.modal or self.message}>"

    @property
    def message(self) -> Message | None:
        """The message, unless the answer is a modal."""
        return self.interaction.shown

    @property
    def choices(self) -> list[Choice]:
        """The choices of autocomplete, in the member's language if the bot sent it."""
        locale, found = self.interaction.user.locale, []
        for choice in self.interaction.choices:
            translated: Json = choice.get("name_localizations") or {}
            found.append(Choice(translated.get(locale) or choice["name"], choice["value"]))
        return found

    @property
    def followups(self) -> list[Message]:
        """Further messages for the same interaction."""
        shown = self.interaction.shown
        return [message for message in self.interaction.followups if message is not shown]

    @property
    def text(self) -> str:
        """Everything that can be read in the message."""
        return self.message.text if self.message else ""

    @property
    def ephemeral(self) -> bool:
        """Whether only the member sees it."""
        return self.message is not None and self.message.ephemeral

    @property
    def deleted(self) -> bool:
        """Whether the message is gone."""
        return self.message is not None and self.message.deleted

    @property
    def files(self) -> list[File]:
        """The attached files, with their bytes."""
        return self.message.files if self.message else []

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons."""
        return self.message.buttons if self.message else []

    @property
    def selects(self) -> list[Json]:
        """The selects, as Discord describes them."""
        return self.message.selects if self.message else []

    async def press(self, button: str | int, *, by: Member | None = None) -> Answer:
        """Press a button by label, index or custom id."""
        actor = by or self.interaction.actor
        return await self.interaction.world.app.press(self._shown(), button, actor)

    async def choose(
        self, choice: object, *, select: int | str = 0, by: Member | None = None
    ) -> Answer:
        """Choose options by label (or value), or roles, members, channels in their selects."""
        actor = by or self.interaction.actor
        return await self.interaction.world.app.choose(self._shown(), choice, select, actor)

    def _shown(self) -> Message:
        if self.message is None:
            raise NotPossible("the bot answered with a modal: use answer.modal.submit()")
        return self.message

    async def until(self, condition: Callable[[Answer], object], timeout: float = 60) -> Answer:
        """Wait until a condition on this answer holds; TimeoutError after `timeout` seconds."""
        await self.interaction.world.until(lambda: condition(self), timeout)
        return self
