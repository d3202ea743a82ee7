"""Printing what members do and see."""

import textwrap
from collections.abc import Iterable
from datetime import datetime

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from bot.demo.interact import list_line
from bot.demo.markup import render
from bot.demo.sample import ZONE
from bot.localdiscord.model.answer import Answer
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.files import File
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.message import Message
from bot.localdiscord.model.modal import Field, Modal
from bot.localdiscord.model.role import Role

_WIDTH = 96


class Transcript:
    """Prints what members do and see. `entities` are what texts can mention."""

    def __init__(self, console: Console, entities: Iterable[Member | Channel | Role]) -> None:
        self._console = console
        self._width = min(_WIDTH, console.width)
        self._names = {entity.id: entity.name for entity in entities}

    def chapter(self, title: str) -> None:
        """Begin a new scene."""
        self._console.print()
        self._console.rule(Text(title, "bold cyan"), align="left")

    def does(self, member: Member, what: str) -> None:
        """Print what a member does."""
        self._console.print(Text.assemble((f"{member.name} ", "bold"), (what, "yellow")))

    def says(self, text: str) -> None:
        """Print a remark."""
        self._console.print(Text(textwrap.fill(text, self._width), "italic"))

    def sees(self, member: Member, answer: Answer) -> None:
        """Print the bot's answer as the member sees it."""
        if answer.modal is not None:
            self._panel(
                self._form(answer.modal, member.locale), f"a form opens for {member.name}", "blue"
            )
        elif answer.message is not None:
            caption = f"only {member.name} sees" if answer.ephemeral else "everybody sees"
            self.message(answer.message, caption, member.locale)
            for followup in answer.followups:
                self.message(followup, caption, member.locale)

    def message(self, message: Message, caption: str, locale: str = "en-US") -> None:
        """Print a message with its files and buttons, in a locale."""
        parts: list[RenderableType] = [self._rendered(message.text, locale)]
        parts += [Text(_attached(file), "dim") for file in message.files]
        lists = [list_line(select) for select in message.selects]
        if len(lists) > 1:
            lists = [f"{number}:{line}" for number, line in enumerate(lists, 1)]
        parts += [Text(line, "bold blue") for line in lists]
        if message.buttons:
            parts += [Text(), Text(self._buttons(message.buttons), "bold blue")]
        self._panel(Group(*parts), caption, "green")

    def _rendered(self, text: str, locale: str) -> Text:
        return render(text, self._names, datetime.now(ZONE), locale)

    def _form(self, form: Modal, locale: str) -> RenderableType:
        parts: list[RenderableType] = [Text(form.title, "bold")]
        if form.text:
            parts.append(self._rendered(form.text, locale))
        parts += [self._field(field) for field in form.fields.values()]
        return Group(*parts)

    def _field(self, field: Field) -> Text:
        """Return a field with its value, or with its placeholder and options."""
        shown = Text.assemble("  ", (field.label, "bold"), " (needed)" if field.required else "")
        value = str(field.value or "")
        if isinstance(field.value, list):  # of labels, or of ids
            value = ", ".join(self._name(chosen) for chosen in field.value)
        if value:
            shown.append(f" = {value}", "cyan")
        elif field.placeholder:
            shown.append(f"  such as {field.placeholder}", "dim")
        if field.description:
            shown.append(f"\n    {field.description}", "dim")
        if field.options:
            shown.append(f"\n    one of: {', '.join(field.options)}", "dim")
        return shown

    def _name(self, chosen: str) -> str:
        return self._names.get(int(chosen), chosen) if chosen.isdecimal() else chosen

    def _buttons(self, labels: list[str]) -> str:
        """Return buttons in rows, with their numbers if some have the same label."""
        same_labels = len(set(labels)) < len(labels)
        rows = [""]
        for number, label in enumerate(labels, 1):
            shown = f"{number}:[ {label} ]" if same_labels else f"[ {label} ]"
            if rows[-1] and len(rows[-1]) + len(shown) + 2 > self._width - 4:
                rows.append("")
            rows[-1] += f"  {shown}" if rows[-1] else shown
        return "\n".join(rows)

    def _panel(self, content: RenderableType, caption: str, colour: str) -> None:
        self._console.print(
            Panel(
                content,
                title=caption,
                title_align="left",
                border_style=colour,
                width=self._width,
                padding=(0, 1),
            )
        )


def _attached(file: File) -> str:
    picture = file.name.endswith((".png", ".jpg", ".webp", ".gif"))
    return "a picture" if picture else f"attached: {file.name}"
