"""What each client has to do, step by step."""

from collections.abc import Awaitable, Callable

from bot.localdiscord import Answer, LocalDiscord, LocalDiscordError, Message
from tests.clients.installing import Client
from tests.clients.program import Failed, Program

Results = dict[str, str | None]
"""By the name of a step: None if it went well, else what happened instead."""


class Trial:
    """One client in a community, where members do things."""

    def __init__(self, discord: LocalDiscord, program: Program) -> None:
        self._discord = discord
        self._program = program
        self._club = discord.add_community("Book club")
        self._club.add_channel("general")
        self._reader = self._club.add_role("Reader")
        self._mai = self._club.add_member("Mai")
        self._panel: Answer | None = None
        self._message: Message | None = None

    async def run(self) -> Results:
        """Go through all steps; each is tried, unless the client has not even become ready."""
        results: Results = {}
        for name, step in STEPS.items():
            try:
                await self._program.meanwhile(step(self))
                results[name] = None
            except (Failed, LocalDiscordError) as problem:
                results[name] = str(problem)
                if name in NEEDED:
                    break
        return results

    async def log_in(self) -> None:
        await self._discord.bot_ready()

    async def become_ready(self) -> None:
        await self._program.hears("ready")

    async def command(self) -> None:
        await self._discord.until(lambda: self._discord.commands)
        self._panel = await self._mai.command("panel")
        same("the answer", self._panel.text, "panel")
        same("the buttons", self._panel.buttons, ["Press", "Form"])

    async def button(self) -> None:
        same("the answer", (await self._shown().press("Press")).text, "pressed")

    async def form(self) -> None:
        modal = (await self._shown().press("Form")).modal
        if modal is None:
            raise Failed("no form was opened")
        same("the form", list(modal.fields), ["Name"])
        same("the answer", (await modal.submit({"Name": "Mai"})).text, "Hello, Mai")

    async def message(self) -> None:
        self._message = await self._mai.post("good morning")
        await self._program.hears("message good morning")

    async def reaction(self) -> None:
        assert self._message
        await self._mai.react(self._message, "👍")
        await self._program.hears("reaction 👍")

    async def member(self) -> None:
        an = self._club.add_member("An")
        await self._program.hears("join an")
        await an.add_role(self._reader)
        await self._program.hears("update Reader")

    async def resume(self) -> None:
        """What happens while nobody is connected is heard only by those who resume."""
        await self._discord.disconnect()
        await self._mai.post("while you were away")
        await self._program.hears("message while you were away")
        await self._program.hears("resumed")
        await self._mai.post("good evening")
        await self._program.hears("message good evening")
        heard = [line for line in self._program.lines if line.startswith("message while")]
        same("what was missed", heard, ["message while you were away"])

    def _shown(self) -> Answer:
        if self._panel is None:
            raise Failed("there is no button without the command")
        return self._panel


STEPS: dict[str, Callable[[Trial], Awaitable[None]]] = {
    "logs in": Trial.log_in,
    "is ready": Trial.become_ready,
    "command": Trial.command,
    "button": Trial.button,
    "form": Trial.form,
    "message": Trial.message,
    "reaction": Trial.reaction,
    "member": Trial.member,
    "resume": Trial.resume,
}

NEEDED = ("logs in", "is ready")
"""Steps without which no other can succeed."""


def same(what: str, seen: object, expected: object) -> None:
    """Fail unless something is as expected."""
    if seen != expected:
        raise Failed(f"{what}: {seen!r}, not {expected!r}")


async def attempt(client: Client, discord: LocalDiscord) -> tuple[Results, list[str]]:
    """Try a client; return how its steps went, and what went wrong otherwise.

    The latter is what Discord would have refused, what the local Discord sent otherwise than
    Discord would, and whether the program had to be killed.
    """
    async with discord:
        async with Program(client, discord) as program:
            results = await Trial(discord, program).run()
        killed = ["it did not end when asked, and was killed"] if program.killed else []
        return results, [*map(str, discord.refused), *discord.violations, *killed]
