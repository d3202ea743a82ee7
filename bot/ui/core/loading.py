"""Loading the files of commands and listeners, which are found by walking a package."""

import importlib
import pkgutil
from types import ModuleType

from discord.ext import commands


def import_all(package: str) -> list[ModuleType]:
    """Import every file below a package. One that is broken raises what it raises.

    Not by `load_extension`: it would run again what another file has imported already.
    """
    folder = importlib.import_module(package).__path__
    found = pkgutil.walk_packages(folder, f"{package}.")
    return [importlib.import_module(module.name) for module in found]


async def set_up(bot: commands.Bot | commands.AutoShardedBot, module: ModuleType) -> None:
    """Run a file's `setup`. A file that holds only subcommands has none: their group has one."""
    if hasattr(module, "setup"):
        await module.setup(bot)
