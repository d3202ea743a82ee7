#!/usr/bin/env bash
# discord.py 2.7.1, Role.edit(secondary_colour=None): the gradient of a role stays.
#
# Guess, written before it was run: secondary_colour and tertiary_colour may be None by their
# documentation, and that takes the colour away, as it does with secondary_color and tertiary_color;
# the two spellings are the same.
#
# Seen: with *colour*, the spelling that the documentation has, the request is empty, so that
# nothing changes, and nothing is raised. With *color*, the alias, it says null. The library takes
# "the one or the other" of the two arguments, and None counts as not given when it stands first.
# It is the same with 0, which is black; discord.Colour(0) works in both spellings.
# To lay a gradient over a role works in both spellings, so that a test of that finds nothing.
#
# The server here only writes down what it is asked; it listens on this machine only.
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
ROLE = {
    "id": "400", "name": "a role", "permissions": "0", "position": 1, "hoist": False,
    "managed": False, "mentionable": False, "flags": 0, "color": 1,
    "colors": {"primary_color": 1, "secondary_color": 2, "tertiary_color": None},
}
ANSWERS = {
    "/users/@me": {"id": "100", "bot": True, **PERSON},
    "/oauth2/applications/@me": {
        "id": "100", "name": "a bot", "icon": None, "description": "", "bot_public": True,
        "bot_require_code_grant": False, "verify_key": "", "flags": 0, "team": None,
        "owner": {"id": "200", **PERSON},
    },
    "/guilds/300": {
        "id": "300", "name": "a server", "owner_id": "200", "roles": [ROLE], "emojis": [],
        "features": ["ENHANCED_ROLE_COLORS"], "verification_level": 0, "afk_timeout": 60,
        "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "premium_tier": 0, "system_channel_flags": 0, "preferred_locale": "en-US",
        "nsfw_level": 0, "premium_progress_bar_enabled": False,
    },
    "/guilds/300/roles/400": ROLE,
}
SEEN = [
    ({"secondary_colour": 3}, {"colors": {"secondary_color": 3}}),
    ({"secondary_color": 3}, {"colors": {"secondary_color": 3}}),
    ({"secondary_colour": None}, {}),
    ({"secondary_color": None}, {"colors": {"secondary_color": None}}),
    ({"tertiary_colour": None}, {}),
    ({"tertiary_color": None}, {"colors": {"tertiary_color": None}}),
    ({"secondary_colour": 0}, {}),
    ({"secondary_color": 0}, {"colors": {"secondary_color": 0}}),
]
asked: list[object] = []


async def answer(request: web.Request) -> web.Response:
    """Answer as much of Discord's REST interface as this takes."""
    if request.method == "PATCH":
        asked.append(await request.json())
    response = web.json_response(ANSWERS[request.path])
    response.headers["Content-Type"] = "application/json"
    return response


async def main() -> bool:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    discord.http.Route.BASE = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login("not-a-secret")
        guild = await client.fetch_guild(300, with_counts=False)
        role = guild.get_role(400)
        for arguments, _ in SEEN:
            await role.edit(**arguments)
    await runner.cleanup()
    print("discord.py", version("discord.py"))
    for (arguments, _), body in zip(SEEN, asked, strict=True):
        print(*(f"Role.edit({name}={value})" for name, value in arguments.items()), "sends", body)
    return asked != [body for _, body in SEEN]


raise SystemExit("it behaves differently now" if asyncio.run(main()) else 0)
PROGRAM
