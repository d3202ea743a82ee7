"""Loading the files of commands and listeners, which are found by walking a package."""

import importlib
import pkgutil
from types import ModuleType

from discord.app_commands import Command, ContextMenu, Group
from discord.ext import commands


def import_all(package: str) -> list[ModuleType]:
    """Import every file below a package. One that is broken raises what it raises.

    Not by `load_extension`: it would run again what another file has imported already.
    """
    folder = importlib.import_module(package).__path__
    found = pkgutil.walk_packages(folder, f"{package}.")
    return [importlib.import_module(module.name) for module in found]


async def set_up(bot: commands.Bot | commands.AutoShardedBot, module: ModuleType) -> None:
    """Add a file's commands, menu entries, groups and listeners.

    Subcommands come with their group.
    """
    for found in list(vars(module).values()):
        if isinstance(found, Command | ContextMenu | Group):
            is_within_group = getattr(found, "parent", None) is not None
            if not is_within_group and found not in bot.tree.get_commands():
                bot.tree.add_command(found)
        elif isinstance(found, commands.CogMeta) and found.__module__ == module.__name__:
            await bot.add_cog(found(bot))
