"""Writing down what members see, so that it reads like the conversation it was."""

import textwrap

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.localdiscord.answers import Answer
from bot.localdiscord.messages import Message
from bot.localdiscord.people import Member

_WIDTH = 96


class Transcript:
    """Prints who does what, and what they see."""

    def __init__(self, console: Console) -> None:
        self._console = console

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
            fields = "\n".join(f"  {label}" for label in answer.modal.fields)
            self._panel(
                f"{answer.modal.title}\n{fields}", f"a form opens for {member.name}", "blue"
            )
        elif answer.message is not None:
            who = f"only {member.name} sees" if answer.ephemeral else "everybody sees"
            self.message(answer.message, who)
            for followup in answer.followups:
                self.message(followup, who)

    def message(self, message: Message, who: str) -> None:
        """Show a message with its files and buttons."""
        parts = [message.text]
        parts += [f"📎 {file.name} ({len(file.data):,} bytes)" for file in message.files]
        if message.buttons:
            parts.append("  ".join(f"[ {label} ]" for label in message.buttons))
        self._panel("\n\n".join(part for part in parts if part), who, "green")

    def _panel(self, text: str, who: str, colour: str) -> None:
        self._console.print(
            Panel(
                Text(text),
                title=who,
                title_align="left",
                border_style=colour,
                width=_WIDTH,
                padding=(0, 1),
            )
        )
