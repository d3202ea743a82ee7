#!/usr/bin/env bash
# chat-exporter 3.1.0 with discord.py 2.7.1: a transcript changes the messages it is made of, and a
# second one of the same messages says "Whoops! Something went wrong...".
#
# Guess, written before it was run: raw_export(channel, messages), which makes a page of messages
# that one has already, only reads them. So it can be called once for the member's time zone and
# once for the managers', and one goes on with the messages as before.
#
# Seen: the list is turned round in place, and for each message `reference`, by which discord.py
# says what it answers to, is overwritten: with "" or with a piece of the page. The second call
# finds that piece where it looks for an id. It does not raise that, unless asked to
# (raise_exceptions); what it returns as the page is the one line "Whoops! Something went wrong...".
# Without an answer among the messages the second call makes a page, upside down.
#
# The server here answers as much of Discord's REST interface as this takes, on this machine only.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    chat-exporter==3.1.0 discord.py==2.7.1
"$folder/venv/bin/python" - 2> "$folder/log" <<'PROGRAM' || { cat "$folder/log" >&2; exit 1; }
import asyncio
from importlib.metadata import version

import chat_exporter
import discord
from aiohttp import web

PERSON = {"username": "someone", "discriminator": "0", "avatar": None}
PLAIN = {
    "channel_id": "300", "author": {"id": "201", **PERSON}, "edited_timestamp": None, "type": 0,
    "embeds": [], "attachments": [], "mentions": [], "mention_roles": [], "components": [],
    "pinned": False, "tts": False, "mention_everyone": False,
    "timestamp": "2026-11-30T10:00:00+00:00",
}
QUESTION = {**PLAIN, "id": "501", "content": "Where is my reward?"}
HERE = {**PLAIN, "id": "502", "content": "Here it is."}
TO_IT = {"type": 19, "message_reference": {"message_id": "501", "channel_id": "300"}}
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
    "/channels/300": {
        "id": "300", "type": 0, "guild_id": "400", "name": "tickets", "permission_overwrites": [],
        "position": 0, "parent_id": None, "topic": None,
    },
}
FIRST = ("both, in order", [501, 502])
SEEN = {
    "no answer": [FIRST, ("both, upside down", [502, 501])],
    "an answer": [FIRST, ("Whoops! Something went wrong...", [502, 501])],
}


async def answer(request: web.Request) -> web.Response:
    """Answer as much of Discord's REST interface as this takes."""
    found = ANSWERS.get(request.path)
    missing = {"message": "Unknown Member", "code": 10007}
    response = web.json_response(found or missing, status=200 if found else 404)
    response.headers["Content-Type"] = "application/json"
    return response


def says(page: str) -> str:
    """Say what a page shows."""
    places = page.find(QUESTION["content"]), page.rfind(HERE["content"])
    if -1 in places:
        return page
    return "both, in order" if places[0] < places[1] else "both, upside down"


async def main() -> bool:
    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    discord.http.Route.BASE = f"http://127.0.0.1:{runner.addresses[0][1]}"
    seen = {}
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login("not-a-secret")
        guild = await client.fetch_guild(400, with_counts=False)
        channel = await guild.fetch_channel(300)
        for name, last in ("no answer", HERE), ("an answer", {**HERE, **TO_IT}):
            ANSWERS["/channels/300/messages"] = [last, QUESTION]
            messages = [message async for message in channel.history()]
            print(name, "as fetched:", repr(messages[0].reference))
            seen[name] = []
            for zone in "Asia/Ho_Chi_Minh", "Europe/Berlin":
                page = await chat_exporter.raw_export(channel, messages=messages, tz_info=zone)
                seen[name].append((says(page), [message.id for message in messages]))
                print(f"    {zone}:", *seen[name][-1])
            answering = next(one for one in messages if one.id == int(HERE["id"]))
            print("    afterwards:", repr(answering.reference)[:60])
    await runner.cleanup()
    return seen == SEEN


print("chat-exporter", version("chat-exporter"), "with discord.py", version("discord.py"))
raise SystemExit(0 if asyncio.run(main()) else "it behaves differently now")
PROGRAM
