"""Staying open: a person types commands as any member of the sample community."""

from difflib import get_close_matches

from rich.console import Console
from rich.text import Text

from bot.demo.lines import read_line, terminal_restored
from bot.demo.offered import about, commands_of, entries_of
from bot.demo.sample import Club
from bot.demo.transcript import Transcript
from bot.demo.typed import Things, UnclearError, split
from bot.localdiscord import Answer, LocalDiscordError, Member, Message, Modal
from bot.localdiscord.modals import KINDS

HELP = """\
/                             your commands; /reward lists those that begin so
/claim reward:Book Club mug   one with its options; reward:? lists what fits
press Confirm                 a button of the last answer; press 2: the second
choose Night reader           an entry of its list
fill Name=Tea Description=…   the fields of the form that opened, and send it
apps Bob Rewards profile      an entry of somebody's Apps menu
as Bob                        be somebody else: {names}
inbox                         direct messages; inbox 1 Claim code presses there
look announcements            a channel; look announcements 1 My rewards presses
say Hello everybody           write in #general; react 1 👍 to its first message there
role Bob Patron               give somebody a role
id Mai                        her Discord id, as other programs name her (docs/webhooks.md)
quit                          stop the demo; so do Ctrl-C and Ctrl-D
Names do for members, roles and channels (member:Mai), paths for files
(file:codes.csv). Start with /store; or with as Linh, who manages the server,
and /reward create kind:coupon."""
SHOWN = 5
"""Messages of a channel that are shown, the last ones."""

VERBS = ("press", "choose", "fill", "apps", "as", "inbox", "look", "id", "quit", "help")


class Terminal:
    """Reads lines, does what they say, and shows what comes of it."""

    def __init__(self, club: Club, console: Console) -> None:
        self._club = club
        self._console = console
        self._say = Transcript(console, club.things)
        self._things = Things(club)
        self._who = club.mai
        self._last: dict[Member, Message] = {}
        self._form: dict[Member, Modal] = {}

    async def stay(self) -> None:
        """Work until the input ends or somebody quits."""
        self._console.print()
        self._console.rule("Your turn", align="left")
        self._help()
        with terminal_restored():
            while (line := await read_line(f"{self._who.name}> ")) is not None:
                line = line.strip()
                if line in {"quit", "exit"}:
                    return
                try:
                    if line:
                        await self._do(line)
                except (UnclearError, LocalDiscordError) as error:
                    self._console.print(Text(str(error), "red"))

    def _help(self) -> None:
        names = ", ".join(member.name for member in self._club.people)
        self._console.print(HELP.format(names=names), markup=False)

    async def _do(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        rest = rest.strip()
        match verb:
            case "press":
                self._show(await _press(self._message(), rest, self._who))
            case "choose":
                await self._choose(rest)
            case "fill":
                await self._fill(rest)
            case "apps":
                await self._apps(rest)
            case "as":
                self._who = self._things.member(rest)
            case "inbox":
                await self._read(self._who.direct_messages, rest, f"to {self._who.name}")
            case "look":
                name, _, button = rest.partition(" ")
                channel = self._things.channel(name or "general")
                await self._read(channel.messages[-SHOWN:], button, f"in #{channel.name}")
            case "id":
                self._console.print(str(self._things.member(rest).id))
            case "say" | "react" | "role":
                await self._take_part(verb, rest)
            case "help" | "?":
                self._help()
            case _ if line.startswith("/"):
                await self._command(line[1:].strip())
            case _:
                raise UnclearError(f"“{verb}” is none of: {', '.join(VERBS)}, or a /command.")

    async def _take_part(self, verb: str, rest: str) -> None:
        """Do what members do on the server by themselves."""
        general = self._club.general
        first, _, more = rest.partition(" ")
        if verb == "say":
            await self._who.post(rest or "…", channel=general)
        elif verb == "react":
            message = _numbered(general.messages[-SHOWN:], first, "in #general")
            await self._who.react(message, more or "👍")
        else:
            self._things.member(first).give(self._things.role(more))

    def _show(self, answer: Answer) -> None:
        if answer.modal is not None:
            self._form[self._who] = answer.modal
        elif answer.message is not None:
            self._form.pop(self._who, None)
            self._last[self._who] = answer.message
        self._say.sees(self._who, answer)

    def _message(self) -> Message:
        if self._who not in self._last:
            raise UnclearError("There is no answer yet: type a command first, such as /store.")
        return self._last[self._who]

    # Typing commands

    async def _command(self, typed: str) -> None:
        commands = commands_of(self._who)
        words = typed.split()
        paths = [" ".join(words[:length]) for length in range(len(words), 0, -1)]
        path = next((path for path in paths if path in commands), None)
        if path is None:
            self._list(typed)
            return
        command = commands[path]
        specs = {option["name"]: option for option in command.options}
        stray, given = split(typed[len(path) :], specs, ":")
        if stray:
            raise UnclearError(f"What is “{stray}”? It is typed {command.shape}")
        if asked := [name for name, text in given.items() if text.endswith("?")]:
            await self._suggest(path, asked[0], given)
        elif missing := command.missing(given):
            self._console.print(Text(f"Still needed: {', '.join(missing)}.", "red"))
            self._console.print(command.shape, markup=False)
            for name, option in specs.items():
                self._console.print(f"  {name}: {about(option, self._who.locale)}", markup=False)
        else:
            values = {name: self._things.value(specs[name], text) for name, text in given.items()}
            self._show(await self._who.command(path, **values))

    def _list(self, typed: str) -> None:
        commands = commands_of(self._who)
        shown = [command for path, command in commands.items() if path.startswith(typed)]
        if not shown:
            near = get_close_matches(typed, commands, n=1)
            hint = f"Did you mean /{near[0]}?" if near else "Type / to see them."
            raise UnclearError(f"{self._who.name} has no command /{typed}. {hint}")
        for command in shown:
            self._console.print(
                Text.assemble((f"{'/' + command.path:24}", "bold"), command.about), soft_wrap=True
            )

    async def _suggest(self, path: str, name: str, given: dict[str, str]) -> None:
        others = {other: text for other, text in given.items() if other != name}
        typed = given[name].removesuffix("?")
        offered = await self._who.autocomplete(path, name, typed, **others)
        shown = "\n".join(f"  {choice.name}" for choice in offered)
        self._console.print(shown or "  Nothing fits that.", markup=False)

    async def _apps(self, text: str) -> None:
        name, _, entry = text.partition(" ")
        entries = {entry.lower(): entry for entry in entries_of(self._who)}
        member = self._things.member(name)
        if entry.lower() not in entries:
            raise UnclearError(f"Apps on {member.name} holds: {', '.join(entries.values())}.")
        self._show(await self._who.menu(entries[entry.lower()], on=member))

    # Using what was answered

    async def _choose(self, text: str) -> None:
        message = self._message()
        if not message.selects:
            raise UnclearError("The last answer holds no list to choose from.")
        kind = KINDS[message.selects[0]["type"]]
        chosen = self._things.chosen(kind, text)
        self._show(await message.choose(chosen, by=self._who))

    async def _fill(self, text: str) -> None:
        form = self._form.get(self._who)
        if form is None:
            raise UnclearError("No form is open: press the button that opens one.")
        stray, given = split(text, form.fields, "=")
        if stray or not given:
            like = " ".join(f"{label}=…" for label in form.fields)
            raise UnclearError(f"The form is filled in like this: fill {like}")
        values = {
            label: self._things.chosen(form.fields[label].kind, value)
            for label, value in given.items()
        }
        self._show(await form.submit(values))

    async def _read(self, messages: list[Message], rest: str, where: str) -> None:
        number, _, button = rest.partition(" ")
        if button:
            self._show(await _press(_numbered(messages, number, where), button, self._who))
            return
        for position, message in enumerate(messages, 1):
            self._say.message(message, f"message {position} {where}")
        if not messages:
            self._console.print("Nothing has arrived yet.")


def _numbered(messages: list[Message], number: str, where: str) -> Message:
    """Return a message by the number under which it is shown."""
    if not number.isdigit() or not 1 <= int(number) <= len(messages):
        raise UnclearError(f"Messages {where} are numbered 1 to {len(messages)}.")
    return messages[int(number) - 1]


async def _press(message: Message, wanted: str, who: Member) -> Answer:
    """Press a button by its label, whatever the case, or by its number."""
    labels = message.buttons
    wanted = wanted.strip("[] ")
    same = [index for index, label in enumerate(labels) if label.lower() == wanted.lower()]
    if wanted.isdigit() and 1 <= int(wanted) <= len(labels):
        same = [int(wanted) - 1]
    if not same:
        there = f"only {', '.join(labels)}" if labels else "and no other"
        raise UnclearError(f"There is no button “{wanted}” here, {there}.")
    return await message.press(same[0], by=who)
