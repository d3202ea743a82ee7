#!/usr/bin/env bash
# discord.py 2.7.1, on_guild_join and on_guild_available: of one server no event ever tells.
#
# Guess, written before it was run: of every server in `client.guilds` the library has told with one
# of the two events by the time of on_ready, whenever its GUILD_CREATE came.
#
# Seen: one that comes in the moment in which the library stops waiting for further servers (two
# seconds after the last one, `guild_ready_timeout`) is in `client.guilds`, and no event tells of
# it, not before on_ready and not after: it is put into a queue that is thrown away. One that comes
# a moment earlier or later is told of. The moment is short, but it is longer the busier the loop
# is, and a bot that prepares servers in these events does not know the one until its next start.
#
# The program hands Discord's events to the library itself, one of them right behind the end of that
# wait, so that it does not hang on luck.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install discord.py==2.7.1
"$folder/venv/bin/python" - <<'PROGRAM'
import asyncio
from importlib.metadata import version

import discord

WAIT = 0.2  # seconds, instead of two
USER = {"id": "100", "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
READY = {"shard": [0, 1], "user": USER, "guilds": [], "application": {"id": "100", "flags": 0}}


def guild(number: int) -> dict[str, object]:
    """Return a server as Discord sends it to a bot that has just been invited."""
    return {
        "id": str(number), "name": f"server {number}", "owner_id": "200", "roles": [],
        "emojis": [], "features": [], "channels": [], "threads": [], "members": [],
        "verification_level": 0, "default_message_notifications": 0, "mfa_level": 0,
        "explicit_content_filter": 0, "premium_tier": 0, "afk_timeout": 60, "nsfw_level": 0,
        "system_channel_flags": 0, "preferred_locale": "en-US", "member_count": 1,
        "premium_progress_bar_enabled": False, "stickers": [], "voice_states": [],
    }


class Bot(discord.AutoShardedClient):
    told: set[int]

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.told.add(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        self.told.add(guild.id)


async def main() -> bool:
    ready = asyncio.Event()
    options = {"shard_count": 1, "shard_ids": [0], "guild_ready_timeout": WAIT}
    async with Bot(intents=discord.Intents(guilds=True), **options) as bot:
        bot.told, loop, parse = set(), asyncio.get_running_loop(), bot._connection.parsers
        bot._connection.shard_ids = [0]  # as where it connects
        bot.on_ready = lambda: asyncio.sleep(0, ready.set())
        parse["READY"](READY)
        parse["GUILD_CREATE"](guild(1))
        await asyncio.sleep(WAIT / 2)  # the library waits for another one now, and for how long
        ends = max(timer.when() for timer in loop._scheduled if not timer.cancelled())
        loop.call_at(ends + 1e-9, parse["GUILD_CREATE"], guild(2))
        async with asyncio.timeout(30):
            await ready.wait()
        parse["GUILD_CREATE"](guild(3))
        await asyncio.sleep(2 * WAIT)
        there = sorted(one.id for one in bot.guilds)
    print("discord.py", version("discord.py"))
    print("servers in client.guilds:", there)
    print("servers that an event has told of:", sorted(bot.told))
    return there != [1, 2, 3] or bot.told != {1, 3}


raise SystemExit("it behaves differently now" if asyncio.run(main()) else 0)
PROGRAM
