"""Writing down what members see, so that it reads like the conversation it was."""

import textwrap
from collections.abc import Iterable

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from bot.demo.markup import render
from bot.localdiscord.answers import Answer
from bot.localdiscord.channels import Channel
from bot.localdiscord.messages import Message
from bot.localdiscord.people import Member
from bot.localdiscord.roles import Role

_WIDTH = 96


class Transcript:
    """Prints who does what, and what they see. `things` are what texts can mention."""

    def __init__(self, console: Console, things: Iterable[Member | Channel | Role]) -> None:
        self._console = console
        self._names = {thing.id: thing.name for thing in things}

    def chapter(self, title: str) -> None:
        """Begin a new scene."""
        self._console.print()
        self._console.rule(Text(title, "bold cyan"), align="left")

    def does(self, member: Member, what: str) -> None:
        """Tell what somebody does."""
        self._console.print(Text.assemble((f"{member.name} ", "bold"), (what, "yellow")))

    def says(self, text: str) -> None:
        """Tell the reader something."""
        self._console.print(Text(textwrap.fill(text, _WIDTH), "italic"))

    def sees(self, member: Member, answer: Answer) -> None:
        """Show the bot's answer as its reader sees it."""
        if answer.modal is not None:
            fields = Text("\n".join(f"  {label}" for label in answer.modal.fields))
            form = Group(Text(answer.modal.title, "bold"), fields)
            self._panel(form, f"a form opens for {member.name}", "blue")
        elif answer.message is not None:
            who = f"only {member.name} sees" if answer.ephemeral else "everybody sees"
            self.message(answer.message, who)
            for followup in answer.followups:
                self.message(followup, who)

    def message(self, message: Message, who: str) -> None:
        """Show a message with its files and buttons."""
        parts: list[RenderableType] = [render(message.text, self._names)]
        parts += [Text(f"attached: {file.name}", "dim") for file in message.files]
        if message.buttons:
            buttons = [Text(f"[ {label} ]", "bold blue") for label in message.buttons]
            parts += [Text(), Columns(buttons)]
        self._panel(Group(*parts), who, "green")

    def _panel(self, content: RenderableType, who: str, colour: str) -> None:
        self._console.print(
            Panel(
                content,
                title=who,
                title_align="left",
                border_style=colour,
                width=_WIDTH,
                padding=(0, 1),
            )
        )
