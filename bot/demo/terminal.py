"""The terminal: a person types commands as any member of the sample community."""

from collections.abc import Awaitable, Callable
from difflib import get_close_matches

from rich.console import Console
from rich.text import Text

from bot.demo.interact import choose, parse_fields, press
from bot.demo.line_input import read_line, terminal_restored
from bot.demo.parsing import EntityLookup, InputError, check_options, split
from bot.demo.sample import SampleCommunity
from bot.demo.transcript import Transcript
from bot.demo.visible_commands import chat_commands, description, user_menu_entries
from bot.localdiscord import Answer, LocalDiscordError, Member, Message, Modal
from bot.localdiscord.wire import Json

HELP = """\
/                             your commands; /reward lists those that begin so
/claim reward:Book Club mug   one with its options; reward:? lists what fits
press Confirm                 a button of the last answer; press 2: the second
choose Night reader           an entry of its list; choose 2: general, of its second list
fill Name=Tea Description=…   the fields of the form that opened, and send it; fill alone
                              sends it as it is, fill Name= empties a field
apps Bob Rewards profile      an entry of somebody's Apps menu
as Bob                        be somebody else: {names}
inbox                         direct messages; inbox 1 Claim code presses there
look announcements            a channel; look announcements 1 My rewards presses
say Hello everybody           write in #general; react 1 👍 to its first message there
role Bob Patron               give somebody a role
id Mai                        her Discord id, as other programs name her (docs/webhooks.md)
quit                          stop the demo; so do Ctrl-C and Ctrl-D
Names do for members, roles and channels (member:Mai), paths for files
(file:codes.csv), and the name of a file that you got. Start with /store; or with
as Linh, who manages the server, and /reward create kind:coupon."""
SHOWN = 5
"""How many of the last messages of a channel are shown."""


class Terminal:
    """Reads lines, carries them out, and prints the answers."""

    def __init__(self, club: SampleCommunity, console: Console) -> None:
        self._club = club
        self._console = console
        self._say = Transcript(console, club.entities)
        self._lookup = EntityLookup(club)
        self._who = club.mai
        self._last: dict[Member, Message] = {}
        self._form: dict[Member, Modal] = {}
        self._verbs: dict[str, Callable[[str], Awaitable[None]]] = {
            "press": self._press,
            "choose": self._choose,
            "fill": self._fill,
            "apps": self._apps,
            "as": self._become,
            "inbox": self._inbox,
            "look": self._look,
            "say": self._write,
            "react": self._react,
            "role": self._give_role,
            "id": self._print_id,
            "help": self._help,
        }

    async def run(self) -> None:
        """Run until the input ends or the person quits."""
        self._console.print()
        self._console.rule("Your turn", align="left")
        await self._help()
        with terminal_restored():
            while (line := await read_line(f"{self._who.name}> ")) is not None:
                line = line.strip()
                if line in {"quit", "exit"}:
                    return
                try:
                    if line:
                        await self._do(line)
                except (InputError, LocalDiscordError) as error:
                    self._console.print(Text(str(error), "red"))

    async def _help(self, _rest: str = "") -> None:
        names = ", ".join(member.name for member in self._club.members)
        self._console.print(HELP.format(names=names), markup=False)

    async def _do(self, line: str) -> None:
        if line.startswith("/"):
            await self._command(line[1:].strip())
            return
        verb, _, rest = line.partition(" ")
        do = self._help if verb == "?" else self._verbs.get(verb)
        if do is None:
            verbs = ", ".join([*self._verbs, "quit"])
            raise InputError(f"“{verb}” is none of: {verbs}, or a /command.")
        await do(rest.strip())

    def _print_dim(self, what: str) -> None:
        self._console.print(Text(what, "dim"))

    def _show(self, answer: Answer) -> None:
        if answer.modal is not None:
            self._form[self._who] = answer.modal
        elif answer.message is not None:
            self._form.pop(self._who, None)
            self._last[self._who] = answer.message
            for message in (answer.message, *answer.followups):
                self._lookup.received_files |= {file.name: file for file in message.files}
        self._say.sees(self._who, answer)

    def _message(self) -> Message:
        if self._who not in self._last:
            raise InputError("There is no answer yet: type a command first, such as /store.")
        return self._last[self._who]

    # Commands

    async def _command(self, typed: str) -> None:
        commands = chat_commands(self._who)
        words = typed.split()
        paths = [" ".join(words[:length]) for length in range(len(words), 0, -1)]
        path = next((path for path in paths if path in commands), None)
        if path is None:
            self._list(typed)
            return
        command = commands[path]
        specs = {option["name"]: option for option in command.options}
        unparsed, options = split(typed[len(path) :], specs, ":")
        check_options(unparsed, options, specs)
        if unparsed:
            raise InputError(f"What is “{unparsed}”? It is typed {command.usage}")
        if asked := [name for name, text in options.items() if text.endswith("?")]:
            await self._suggest(path, specs[asked[0]], specs, options)
        elif missing := command.missing(options):
            self._console.print(Text(f"Still needed: {', '.join(missing)}.", "red"))
            self._console.print(command.usage, markup=False)
            for name, option in specs.items():
                self._console.print(
                    f"  {name}: {description(option, self._who.locale)}", markup=False
                )
        else:
            values = {name: self._lookup.value(specs[name], text) for name, text in options.items()}
            self._show(await self._who.command(path, **values))

    def _list(self, typed: str) -> None:
        commands = chat_commands(self._who)
        shown = [command for path, command in commands.items() if path.startswith(typed)]
        if not shown:
            near = get_close_matches(typed, commands, n=1)
            hint = f"Did you mean /{near[0]}?" if near else "Type / to see them."
            raise InputError(f"{self._who.name} has no command /{typed}. {hint}")
        for command in shown:
            self._console.print(
                Text.assemble((f"{'/' + command.path:24}", "bold"), command.description),
                soft_wrap=True,
            )

    async def _suggest(
        self, path: str, spec: Json, specs: dict[str, Json], options: dict[str, str]
    ) -> None:
        """Print the choices of an option, or its description if it has none."""
        name = spec["name"]
        if choices := spec.get("choices"):
            names = [str(choice["name"]) for choice in choices]
        elif spec.get("autocomplete"):
            others = {
                other: self._lookup.value(specs[other], text)
                for other, text in options.items()
                if other != name and not text.endswith("?")
            }
            typed = options[name].removesuffix("?")
            offered = await self._who.autocomplete(path, name, typed, **others)
            names = [choice.name for choice in offered] or ["Nothing fits that."]
        else:
            names = [f"{name}: {description(spec, self._who.locale)}"]
        self._console.print("\n".join(f"  {shown}" for shown in names), markup=False)

    async def _apps(self, text: str) -> None:
        name, _, entry = text.partition(" ")
        entries = {entry.lower(): entry for entry in user_menu_entries(self._who)}
        member = self._lookup.member(name)
        if entry.lower() not in entries:
            raise InputError(f"Apps on {member.name} holds: {', '.join(entries.values())}.")
        self._show(await self._who.menu(entries[entry.lower()], on=member))

    # Components and modals

    async def _press(self, text: str) -> None:
        self._show(await press(self._message(), text, self._who))

    async def _choose(self, text: str) -> None:
        self._show(await choose(self._message(), text, self._who, self._lookup))

    async def _fill(self, text: str) -> None:
        form = self._form.get(self._who)
        if form is None:
            raise InputError("No form is open: press the button that opens one.")
        self._show(await form.submit(parse_fields(form, text, self._lookup)))

    # Members, direct messages, channels

    async def _become(self, text: str) -> None:
        self._who = self._lookup.member(text)

    async def _print_id(self, text: str) -> None:
        self._console.print(str(self._lookup.member(text).id))

    async def _inbox(self, text: str) -> None:
        messages = self._who.direct_messages
        where = f"to {self._who.name}"
        if await self._pressed_in(messages, text, where):
            return
        for number, message in enumerate(messages, 1):
            self._say.message(message, f"message {number} {where}", self._who.locale)

    async def _look(self, text: str) -> None:
        name, _, button = text.partition(" ")
        channel = self._lookup.channel(name or "general")
        messages = channel.messages[-SHOWN:]
        where = f"in #{channel.name}"
        if await self._pressed_in(messages, button, where):
            return
        for number, message in enumerate(messages, 1):
            who = f"message {number} {where}, by {message.author.name}"
            self._say.message(message, who, self._who.locale)

    async def _pressed_in(self, messages: list[Message], text: str, where: str) -> bool:
        """Press the button of a numbered message if one is named; say so if there is no message."""
        number, _, button = text.partition(" ")
        if button:
            self._show(await press(_numbered(messages, number, where), button, self._who))
        elif not messages:
            self._console.print("Nothing has arrived yet.")
        return bool(button)

    # What members do without commands

    async def _write(self, text: str) -> None:
        if not text:
            raise InputError("Say what? Type the text after it: say Good evening")
        general = self._club.general
        await self._who.post(text, channel=general)
        number = len(general.messages[-SHOWN:])
        self._print_dim(f"{self._who.name} wrote in #general; it is message {number} there.")

    async def _react(self, text: str) -> None:
        number, _, emoji = text.partition(" ")
        message = _numbered(self._club.general.messages[-SHOWN:], number, "in #general")
        emoji = emoji.strip() or "👍"
        await self._who.react(message, emoji)
        self._print_dim(f"{self._who.name} reacted with {emoji} to message {number} in #general.")

    async def _give_role(self, text: str) -> None:
        name, _, role_name = text.partition(" ")
        member, role = self._lookup.member(name), self._lookup.role(role_name.strip())
        await member.add_role(role)
        self._print_dim(f"{member.name} has the role {role.name} now.")


def _numbered(messages: list[Message], number: str, where: str) -> Message:
    """Return a message by the number under which it is shown."""
    if not messages:
        raise InputError(f"There are no messages {where} yet.")
    if not number.isdecimal() or not 1 <= int(number) <= len(messages):
        raise InputError(f"Messages {where} are numbered 1 to {len(messages)}.")
    return messages[int(number) - 1]
