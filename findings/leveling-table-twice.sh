#!/usr/bin/env bash
# discordLevelingSystem 1.2.1 with discord.py 2.7.1: levels cost far more by messages than the table
# says, and one point given by hand puts that right at a stroke.
#
# Guess, written before it was run: level 5 is reached with 1,150 points in total, which is what
# get_xp_for_level(5) answers ("the total amount of XP needed") and what MEE6 asks, whose table it
# is. One point more by add_xp changes no level.
#
# Seen: somebody who writes messages of 25 points each reaches level 5 with 2,775 points in total.
# The table says how much is needed from the beginning. On each level up the library sets what is
# counted back to nothing, and then asks for the whole of the next entry again: 100, 255, 475, 770
# and 1,150 one after the other, and what is over is lost. add_xp and remove_xp look up the total in
# the same table: after one point by hand the same member is at level 7. So levels that were earned
# do not compare with those that were given or brought over from elsewhere, and roles for levels
# come late.
#
# The server here answers as much of Discord's REST interface as this takes, on this machine only.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    discordLevelingSystem==1.2.1 discord.py==2.7.1 aiosqlite==0.21.0
cd "$folder"
"$folder/venv/bin/python" - <<'PROGRAM'
import asyncio
import os
import sys
from importlib.metadata import version

import discord
from aiohttp import web
from discordLevelingSystem import DiscordLevelingSystem

POINTS = 25
PERSON = {"username": "someone", "discriminator": "0", "avatar": None}
MEMBER = {
    "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0,
}
ANSWERS = {
    "/users/@me": {"id": "100", "bot": True, **PERSON},
    "/oauth2/applications/@me": {
        "id": "100", "name": "a bot", "icon": None, "description": "", "bot_public": True,
        "bot_require_code_grant": False, "verify_key": "", "flags": 0, "team": None,
        "owner": {"id": "200", **PERSON},
    },
    "/guilds/400": {
        "id": "400", "name": "a server", "owner_id": "200", "roles": [], "emojis": [],
        "features": [], "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "mfa_level": 0, "premium_tier": 0, "afk_timeout": 60,
        "system_channel_flags": 0, "preferred_locale": "en-US", "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
    },
    "/guilds/400/members/201": {"user": {"id": "201", **PERSON}, **MEMBER},
    "/channels/300": {
        "id": "300", "type": 0, "guild_id": "400", "name": "general", "permission_overwrites": [],
        "position": 0, "parent_id": None, "topic": None,
    },
    "/channels/300/messages/500": {
        "id": "500", "channel_id": "300", "author": {"id": "201", **PERSON}, "content": "hello",
        "timestamp": "2026-11-30T10:00:00+00:00", "edited_timestamp": None, "type": 0,
        "embeds": [], "attachments": [], "mentions": [], "mention_roles": [], "components": [],
        "pinned": False, "tts": False, "mention_everyone": False,
    },
}
TABLE = {1: 100, 2: 255, 3: 475, 4: 770, 5: 1150}
SEEN = {1: 100, 2: 375, 3: 850, 4: 1625, 5: 2775}
AFTER_ONE_MORE = (7, 2776)


async def answer(request: web.Request) -> web.Response:
    """Answer as much of Discord's REST interface as this takes."""
    response = web.json_response(ANSWERS[request.path])
    response.headers["Content-Type"] = "application/json"
    return response


async def main(levels: DiscordLevelingSystem) -> bool:
    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    discord.http.Route.BASE = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login("not-a-secret")
        guild = await client.fetch_guild(400, with_counts=False)
        message = await (await guild.fetch_channel(300)).fetch_message(500)
        member = message.author = await guild.fetch_member(201)
        reached = {}
        while max(reached, default=0) < max(TABLE):
            await levels.award_xp(amount=POINTS, message=message)
            level = await levels.get_level_for(member)
            if level:
                reached.setdefault(level, await levels.get_total_xp_for(member))
        await levels.add_xp(member, 1)
        after = await levels.get_level_for(member), await levels.get_total_xp_for(member)
    await levels._connection.close()
    await runner.cleanup()
    table = {level: levels.get_xp_for_level(level) for level in TABLE}
    print("levels and points, said:   ", table)
    print("levels and points, reached:", reached)
    print("after one point by hand: level", after[0], "with", after[1])
    return (table, reached, after) == (TABLE, SEEN, AFTER_ONE_MORE)


names = ("discordLevelingSystem", "discord.py")
print(" with ".join(f"{name} {version(name)}" for name in names))
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
DiscordLevelingSystem.create_database_file(".")
levels = DiscordLevelingSystem(rate=1000, per=60, announce_level_up=False)
levels.connect_to_database_file("DiscordLevelingSystem.db")
same = loop.run_until_complete(main(levels))
if not same:
    print("it behaves differently now")
# A thread of the database that the library does not end would keep this process.
sys.stdout.flush()
os._exit(0 if same else 1)
PROGRAM
