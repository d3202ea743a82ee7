#!/usr/bin/env bash
# discord.py 2.7.1, ScheduledEvent.users(): of an event that more than a hundred people are
# interested in, the first hundred come twice, and the others never.
#
# Guess, written before it was run: `[user async for user in event.users()]` gives each of the 250
# people who are interested in an event once.
#
# Seen: 199 people, only 100 of them different. Discord lists them in pages of at most a hundred, by
# ascending id:
# https://docs.discord.com/developers/resources/guild-scheduled-event#get-guild-scheduled-event-users
# The library goes through them as through messages, of which the newest comes first: it asks for
# who is before the last of a page, which is the same page but for one, and takes this shorter page
# for the end. With oldest_first=True it asks for who is after the first of a page: 250 people, 101
# of them different, and each page from its end to its beginning. Nothing is raised in either case,
# and up to a hundred all is well. Guild.bans(), which Discord lists in the same order, is right.
#
# The server here answers as that page of Discord's says; it listens on this machine only.
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
from aiohttp import web

PERSON = {"username": "someone", "discriminator": "0", "avatar": None}
INTERESTED = range(1001, 1251)
BANNED = range(1001, 3252)
ANSWERS = {
    "/users/@me": {"id": "100", "bot": True, **PERSON},
    "/oauth2/applications/@me": {
        "id": "100", "name": "a bot", "icon": None, "description": "", "bot_public": True,
        "bot_require_code_grant": False, "verify_key": "", "flags": 0, "team": None,
        "owner": {"id": "200", **PERSON},
    },
    "/guilds/300": {
        "id": "300", "name": "a server", "owner_id": "200", "roles": [], "emojis": [],
        "features": [], "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "mfa_level": 0, "premium_tier": 0, "afk_timeout": 60,
        "system_channel_flags": 0, "preferred_locale": "en-US", "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
    },
    "/guilds/300/scheduled-events/400": {
        "id": "400", "guild_id": "300", "channel_id": None, "creator_id": None, "name": "an event",
        "scheduled_start_time": "2030-01-01T00:00:00+00:00", "privacy_level": 2, "status": 1,
        "scheduled_end_time": "2030-01-01T01:00:00+00:00", "entity_type": 3, "entity_id": None,
        "entity_metadata": {"location": "somewhere"}, "user_count": len(INTERESTED),
    },
}
SEEN = {
    "users()": (199, 100),
    "users(oldest_first=True)": (250, 101),
    "bans(limit=None)": (len(BANNED), len(BANNED)),
}


def page(ids: range, query: "web.MultiDictProxy[str]") -> list[dict[str, object]]:
    """Return a page of people by ascending id, before or after somebody if that is asked."""
    before, after = int(query.get("before", ids.stop)), int(query.get("after", 0))
    found = [one for one in ids if after < one < before]
    limit = int(query["limit"])
    found = found[-limit:] if "before" in query else found[:limit]
    return [{"user": {"id": str(one), **PERSON}, "reason": None} for one in found]


async def answer(request: web.Request) -> web.Response:
    """Answer as much of Discord's REST interface as this takes."""
    if request.path.endswith("/users"):
        found = page(INTERESTED, request.query)
    elif request.path.endswith("/bans"):
        found = page(BANNED, request.query)
    else:
        found = ANSWERS[request.path]
    response = web.json_response(found)
    response.headers["Content-Type"] = "application/json"
    return response


async def main() -> bool:
    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    discord.http.Route.BASE = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login("not-a-secret")
        guild = await client.fetch_guild(300, with_counts=False)
        event = await guild.fetch_scheduled_event(400)
        listed = {
            "users()": [one.id async for one in event.users()],
            "users(oldest_first=True)": [one.id async for one in event.users(oldest_first=True)],
            "bans(limit=None)": [one.user.id async for one in guild.bans(limit=None)],
        }
    await runner.cleanup()
    found = {called: (len(ids), len(set(ids))) for called, ids in listed.items()}
    print("discord.py", version("discord.py"))
    print("there are", len(INTERESTED), "interested people and", len(BANNED), "banned ones")
    for called, (people, different) in found.items():
        print(f"{called}: {people} people, {different} of them different")
    return found != SEEN


raise SystemExit("it behaves differently now" if asyncio.run(main()) else 0)
PROGRAM
