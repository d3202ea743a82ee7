"""What scenes of the tour share: a member does something, and the transcript shows the answer."""

from collections.abc import Mapping

from bot.demo.labels import label
from bot.demo.sample import SampleCommunity
from bot.demo.transcript import Transcript
from bot.demo.visible_commands import chat_commands
from bot.localdiscord import LocalDiscord
from bot.localdiscord.model.answer import Answer
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.modal import Modal


class Scene:
    """Plays scenes and prints them."""

    def __init__(
        self, discord: LocalDiscord, club: SampleCommunity, transcript: Transcript
    ) -> None:
        self._discord = discord
        self._club = club
        self.transcript = transcript
        self.place: Channel | None = None
        """Where commands are typed; None: in the first channel."""

    async def _command(self, who: Member, command: str, /, **options: object) -> Answer:
        offered = chat_commands(who)[command]
        typed = " ".join(f"{name}:{offered.shown(name, it)}" for name, it in options.items())
        self.transcript.does(who, f"types /{command} {typed}".rstrip())
        answer = await who.command(command, within=self.place, **options)
        self.transcript.sees(who, answer)
        return answer

    async def _press(self, member: Member, answer: Answer, button: str) -> Answer:
        button = label(button, answer.buttons, member.locale)
        self.transcript.does(member, f"presses [ {button} ]")
        result = await answer.press(button)
        self.transcript.sees(member, result)
        return result

    async def _send(self, member: Member, form: Answer, **typed: object) -> Answer:
        """Fill in the modal that has opened, and submit it."""
        assert form.modal is not None
        values = in_language(form.modal, typed, member.locale)
        filled = ", ".join(f"{name}: {_shown(value)}" for name, value in values.items())
        self.transcript.does(member, f"fills in {filled}" if filled else "leaves it as it is")
        answer = await form.modal.submit(values)
        self.transcript.sees(member, answer)
        return answer

    async def _direct_message(self, member: Member, about: str) -> Message:
        """Wait for a direct message about a reward, and show it."""

        def arrived() -> list[Message]:
            there = member.direct_messages
            return [message for message in there if about in message.text and message.buttons]

        await self._discord.until(arrived, timeout=30)
        message = arrived()[-1]
        self.transcript.message(message, f"a direct message to {member.name}", member.locale)
        return message

    async def _announcement(self, about: str) -> None:
        """Wait for an announcement that contains a text, and show it."""

        def arrived() -> list[Message]:
            return [
                message for message in self._club.announcements.messages if about in message.text
            ]

        await self._discord.until(arrived, timeout=30)
        self.transcript.message(arrived()[-1], "in #announcements, everybody sees")


def in_language(form: Modal, typed: Mapping[str, object], locale: str) -> dict[str, object]:
    """Return what is typed, by the labels that the form has; its options too."""
    values: dict[str, object] = {}
    for english, value in typed.items():
        field = form.fields[label(english.replace("_", " "), form.fields, locale)]
        if isinstance(value, str) and field.options:
            value = label(value, field.options, locale)
        values[field.label] = value
    return values


def _shown(value: object) -> str:
    return str(getattr(value, "name", value))
