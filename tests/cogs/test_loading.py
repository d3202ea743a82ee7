"""Commands are found by walking `cogs/`, in whatever order, and by their names."""

import asyncio
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from discord.app_commands import Command, ContextMenu, Group

import cogs
from tests.cogs.tree import load, payload

NAMES = [module.name for module in pkgutil.walk_packages(cogs.__path__, "cogs.")]

ORDERS = {
    "backwards": NAMES[::-1],
    "shuffled": Random(1).sample(NAMES, len(NAMES)),
}


def commands_in_files() -> Iterator[tuple[str, Any]]:
    """Every command, menu entry and group, with the file that defines it."""
    for name in NAMES:
        for value in vars(sys.modules[name]).values():
            if isinstance(value, Command | ContextMenu | Group):
                yield name, value


@pytest.mark.parametrize("order", ORDERS)
async def test_any_order_gives_the_same_commands(order: str) -> None:
    program = [sys.executable, "-m", "tests.cogs.tree", *ORDERS[order]]
    done = await asyncio.to_thread(subprocess.run, program, capture_output=True, check=True)
    assert json.loads(done.stdout) == json.loads(json.dumps(await payload(NAMES)))


async def test_every_action_has_its_function() -> None:
    """In a fresh process: other tests import what the program would leave out.

    Proven: without importing all of `bot.ui`, saving a draft was missing.
    """
    program = (
        "from bot.client import load_files; load_files('cogs')\n"
        "from bot.ui.core.actions import declared_names, known_actions\n"
        "print(sorted(set(declared_names()) - set(known_actions())))"
    )
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program], capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "[]"


async def test_no_command_of_a_file_is_forgotten() -> None:
    tree = await load(NAMES)
    there = [*tree.get_commands(), *tree.walk_commands()]
    assert [(name, value.name) for name, value in commands_in_files() if value not in there] == []


async def test_a_file_is_named_for_its_commands() -> None:
    """`/settings webhooks` is in `settings_webhooks.py`, or else in `settings.py`."""
    for command in (await load(NAMES)).walk_commands():
        if isinstance(command, Command):
            folder, file = command.callback.__module__.rsplit(".", 1)
            words = command.qualified_name.split()
            assert file in {"_".join(words[: count + 1]) for count in range(len(words))}
            assert folder in ("cogs.members", "cogs.managers")


async def test_only_commands_of_managers_are_hidden_from_members() -> None:
    """Each service asks again; what a member cannot use is not offered to them either."""
    for command in (await load(NAMES)).walk_commands():
        if isinstance(command, Command):
            shown_to = (command.root_parent or command).default_permissions
            needed = None if shown_to is None else [name for name, on in shown_to if on]
            managers = command.callback.__module__.startswith("cogs.managers.")
            assert needed == (["manage_guild"] if managers else None), command.qualified_name
