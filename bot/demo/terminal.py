"""Staying open: a person types commands as any member of the sample community."""

import asyncio
import shlex
import sys
from pathlib import Path

from rich.console import Console

from bot.demo.sample import Club
from bot.demo.transcript import Transcript
from bot.localdiscord import File
from bot.localdiscord.answers import Answer
from bot.localdiscord.channels import Channel
from bot.localdiscord.errors import LocalDiscordError
from bot.localdiscord.people import Member

HELP = """\
/store                             type a command as the member you are
/claim reward:"Front-row seat"     options go by name, quoted where they hold spaces
press Confirm                      press a button of the last answer
choose Mug                         choose in its list
fill Name="Tea" Description=…      fill in the form that opened, and send it
as Bob                             be somebody else: {names}
inbox                              your direct messages;  inbox 1 Claim code  presses there
look general                       what stands in a channel
quit                               stop the demo
Members and channels are given by name (member:Mai), files by path (file:codes.csv)."""


class Terminal:
    """Reads lines, does what they say, and shows what comes of it."""

    def __init__(self, club: Club, console: Console) -> None:
        self._club = club
        self._console = console
        self._say = Transcript(console, club.things)
        self._who = club.mai
        self._last: dict[Member, Answer] = {}

    async def stay(self) -> None:
        """Work until the input ends or somebody quits."""
        self._console.print()
        self._console.rule("Your turn", align="left")
        self._help()
        while True:
            self._console.print(f"[bold]{self._who.name}[/bold]> ", end="")
            line = await asyncio.to_thread(sys.stdin.readline)
            if not line or line.strip() in {"quit", "exit"}:
                return
            if line.strip():
                try:
                    await self._do(line.strip())
                except (LocalDiscordError, LookupError, ValueError, OSError) as error:
                    self._console.print(f"[red]{error}[/red]")

    def _help(self) -> None:
        names = ", ".join(member.name for member in self._club.people)
        self._console.print(HELP.format(names=names), markup=False, highlight=False)

    async def _do(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        rest = rest.strip()
        if line.startswith("/"):
            name, options = self._parse(shlex.split(line[1:]))
            self._show(await self._who.command(name, **options))
        elif verb == "as":
            self._who = self._member(rest)
        elif verb == "press":
            self._show(await self._answer().press(rest))
        elif verb == "choose":
            self._show(await self._answer().choose(rest))
        elif verb == "fill":
            await self._fill(rest)
        elif verb == "inbox":
            await self._inbox(rest)
        elif verb == "look":
            for message in self._channel(rest or "general").messages[-5:]:
                self._say.message(message, f"in #{message.channel.name}")
        else:
            self._help()

    def _show(self, answer: Answer) -> None:
        self._last[self._who] = answer
        self._say.sees(self._who, answer)

    def _answer(self) -> Answer:
        if self._who not in self._last:
            raise ValueError("There is no answer yet: type a command first, such as /store.")
        return self._last[self._who]

    async def _fill(self, text: str) -> None:
        modal = self._answer().modal
        if modal is None:
            raise ValueError("No form is open: press the button that opens one.")
        given = dict(part.split("=", 1) for part in shlex.split(text) if "=" in part)
        self._show(await modal.submit({label: self._value(v) for label, v in given.items()}))

    async def _inbox(self, rest: str) -> None:
        messages = self._who.direct_messages
        number, _, button = rest.partition(" ")
        if button:
            self._show(await messages[int(number) - 1].press(button, by=self._who))
            return
        for position, message in enumerate(messages, 1):
            self._say.message(message, f"message {position} to {self._who.name}")
        if not messages:
            self._console.print("Nothing has arrived yet.")

    def _parse(self, words: list[str]) -> tuple[str, dict[str, object]]:
        name = " ".join(word for word in words if ":" not in word)
        options = dict(word.split(":", 1) for word in words if ":" in word)
        return name, {option: self._value(value) for option, value in options.items()}

    def _value(self, text: str) -> object:
        """Take text for the member, channel, role or file that it names, or for what it is."""
        club = self._club
        named = {thing.name: thing for thing in club.things}
        if text in named:
            return named[text]
        if "." in text and Path(text).is_file():
            return File(Path(text).name, Path(text).read_bytes())
        if text.lstrip("-").isdigit():
            return int(text)
        return {"true": True, "false": False}.get(text.lower(), text)

    def _member(self, name: str) -> Member:
        for member in self._club.people:
            if member.name.lower() == name.lower():
                return member
        raise ValueError(f"Nobody is called {name!r}.")

    def _channel(self, name: str) -> Channel:
        for channel in (self._club.general, self._club.announcements):
            if channel.name == name.lstrip("#"):
                return channel
        raise ValueError(f"There is no channel {name!r}.")
