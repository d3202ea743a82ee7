"""The clients, and installing each in an environment of its own, below .clients/ in the checkout.

What is installed is stated in requirements/ and node/, with everything that it needs. There is no
environment for two clients, since several of them bring a module of the same name. A newer version
of one is pinned by `echo "disnake==…" | uv pip compile - --universal --python-version 3.11
--no-header --no-annotate --no-emit-index-url`, and in node/ by `npm install --package-lock-only
--omit-lockfile-registry-resolved`.
"""

import asyncio
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".clients"
LOGS = CACHE / "logs"
INSTALLING = 600.0
"""How long one installation may take, in seconds."""


class NotInstalled(Exception):
    """A client cannot be installed here; it is skipped."""


@dataclass(frozen=True)
class Client:
    """A client library, or a bot: its name, the package, and the program that uses it."""

    name: str
    package: str
    program: str

    @property
    def stated(self) -> Path:
        """The file that says what is installed."""
        return HERE / "requirements" / f"{self.name}.txt"

    @property
    def version(self) -> str:
        """The version that is installed."""
        return self._find(rf"^{re.escape(self.package)}==(\S+)")

    def _find(self, pattern: str) -> str:
        found = re.search(pattern, self.stated.read_text(), re.MULTILINE)
        assert found, f"{self.stated} does not state {self.package}"
        return found[1]

    @property
    def place(self) -> Path:
        """Where it is installed."""
        return CACHE / self.name

    def command(self) -> list[str]:
        """How its program is started."""
        return [str(self.place / "bin" / "python"), str(HERE / "programs" / self.program)]

    async def install(self) -> None:
        """Install what is stated, unless it has been before."""
        kept = self.place / "installed"
        stated = self.stated.read_text()
        if kept.is_file() and kept.read_text() == stated:
            return
        shutil.rmtree(self.place, ignore_errors=True)
        await self._fill()
        kept.write_text(stated)

    async def _fill(self) -> None:
        await _run(sys.executable, "-m", "venv", str(self.place))
        pip = [str(self.place / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        await _run(*pip, "install", "--quiet", "--requirement", str(self.stated))


@dataclass(frozen=True)
class NodeClient(Client):
    """A client for Node.js."""

    @property
    def stated(self) -> Path:
        return HERE / "node" / "package-lock.json"

    @property
    def version(self) -> str:
        return self._find(rf'"{re.escape(self.package)}": "([^"]+)"')

    def command(self) -> list[str]:
        # Node.js looks for packages beside the program.
        shutil.copy(HERE / "programs" / self.program, self.place)
        return ["node", str(self.place / self.program)]

    async def _fill(self) -> None:
        if missing := [name for name in ("node", "npm") if not shutil.which(name)]:
            raise NotInstalled(f"there is no {missing[0]} here")
        shutil.copytree(HERE / "node", self.place)
        await _run("npm", "ci", "--no-audit", "--no-fund", "--prefix", str(self.place))


CLIENTS = [
    Client("discord.py", "discord-py", "discord_py_bot.py"),
    Client("disnake", "disnake", "disnake_bot.py"),
    Client("nextcord", "nextcord", "nextcord_bot.py"),
    Client("py-cord", "py-cord", "py_cord_bot.py"),
    Client("hikari", "hikari", "hikari_bot.py"),
    Client("interactions.py", "discord-py-interactions", "interactions_py_bot.py"),
    NodeClient("discord.js", "discord.js", "discord_js_bot.mjs"),
    Client("Red-DiscordBot", "red-discordbot", "red_bot.py"),
]


async def _run(*command: str) -> None:
    """Run a program to its end; whatever keeps it from succeeding is NotInstalled."""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        async with asyncio.timeout(INSTALLING):
            output, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise NotInstalled(f"not installed within {INSTALLING:.0f} s") from None
    if process.returncode:
        lines = output.decode(errors="replace").split("\n")
        errors = [line for line in lines if line.strip() and "notice" not in line]
        raise NotInstalled(errors[-1].strip() if errors else f"code {process.returncode}")
