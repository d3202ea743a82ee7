"""The tree of commands that files make when they are loaded in a given order.

As a program, with the names of modules, it prints that tree: in a process of its own nothing has
been imported before.
"""

import asyncio
import importlib
import json
import sys
from collections.abc import Iterable
from typing import Any

import discord
from discord.app_commands import CommandTree
from discord.ext import commands

from bot.ui.core.command_sync import described
from bot.ui.core.commands import Json
from bot.ui.core.loading import set_up


class TreeBot(commands.Bot):
    """Takes commands, and leaves listeners aside."""

    def __init__(self) -> None:
        super().__init__("!", intents=discord.Intents.none())

    async def add_cog(self, *_: Any, **__: Any) -> None:
        """Start nothing."""


async def load(names: Iterable[str]) -> CommandTree[Any]:
    """Load modules in this order; return the tree that they make."""
    bot = TreeBot()
    async with bot:
        for name in names:
            await set_up(bot, importlib.import_module(name))
        return bot.tree


async def payload(names: Iterable[str]) -> list[Json]:
    """Return what Discord is told of the commands, by their names; options keep their order."""
    return sorted(map(_sorted, described(await load(names))), key=_key)


def _sorted(command: Json) -> Json:
    options = command.get("options") or []
    if not any(option["type"] in (1, 2) for option in options):  # subcommands and groups
        return command
    return command | {"options": sorted(map(_sorted, options), key=_key)}


def _key(command: Json) -> tuple[int, str]:
    return command["type"], command["name"]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(payload(sys.argv[1:]))))  # noqa: T201
