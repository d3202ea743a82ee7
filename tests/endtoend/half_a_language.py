"""A program: runs the bot with the languages that there are, and prints what it says as JSON.

Commands are made while they are imported, so what is asked here needs a process of its own.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bot.localdiscord import Permissions
from db.database import connect
from db.migrate import migrate
from tests.support.bot import running_bot
from tests.support.databases import Clock, still_world
from tests.support.discord import patient_discord


async def talk(folder: Path) -> dict[str, Any]:
    """Ask for things in French and in English."""
    url = f"sqlite:///{folder / 'laurel.db'}"
    await migrate(url)
    db = connect(url, still_world(Clock()))
    try:
        async with patient_discord() as discord, running_bot(discord, db):
            club = discord.add_community("Book club", locale="fr")
            club.add_channel("general")
            linh = club.add_member("Linh", permissions=Permissions.MANAGE_GUILD)
            luc = club.add_member("Luc", locale="fr")
            commands = {command["name"]: command for command in discord.commands}
            return {
                "commands": [commands["settings"], commands["store"]],
                "public": (await linh.command("settings language")).text,
                "store": (await luc.command("store")).text,
                "saved": (await linh.command("settings language", language="vi")).text,
                "chosen": (await linh.command("settings language", language="fr")).text,
                "violations": [str(violation) for violation in discord.violations],
            }
    finally:
        await db.close()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(talk(Path(sys.argv[1])))), flush=True)  # noqa: T201
