#!/usr/bin/env bash
# discord.py 2.7.1, Guild.edit_onboarding(): questions that are there already go back as new ones.
#
# Guess, written before it was run: who fetches a server's onboarding, corrects one title and gives
# the questions back sends the same questions and answers, with their ids and the one title changed.
#
# Seen: no answer has its id, and the questions have 0, 1, … in its place. The library knows the ids
# (OnboardingPrompt.id, OnboardingPromptOption.id), and Discord's published description has room for
# both in this request: an id for each question, and one or null for each answer. The documentation
# says that this overrides the questions and answers that are there; it does not say that the same
# ones cannot be kept. What Discord makes of such a request was not seen here.
#
# The server here only answers and writes down what it is asked; it listens on this machine only.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install discord.py==2.7.1
"$folder/venv/bin/python" - <<'PROGRAM'
import asyncio
import json
from importlib.metadata import version

import discord
from aiohttp import web

PERSON = {"username": "someone", "discriminator": "0", "avatar": None}


def option(number: int, title: str, role: str) -> dict[str, object]:
    """Return an answer as Discord has it."""
    return {
        "id": str(number), "title": title, "description": "", "role_ids": [role],
        "channel_ids": [], "emoji": {"id": None, "name": "🎁", "animated": False},
    }


def prompt(number: int, title: str, *options: dict[str, object]) -> dict[str, object]:
    """Return a question as Discord has it."""
    return {
        "id": str(number), "title": title, "options": list(options), "single_select": True,
        "required": False, "in_onboarding": True, "type": 0,
    }


ONBOARDING = {
    "guild_id": "300", "default_channel_ids": [], "enabled": True, "mode": 0,
    "prompts": [
        prompt(500, "What do you pley?", option(510, "Chess", "410"), option(520, "Go", "420")),
        prompt(600, "News?", option(610, "Yes", "430")),
    ],
}
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
    "/guilds/300/onboarding": ONBOARDING,
}
SEEN = {"prompts": [0, 1], "options": [None, None, None]}


async def main() -> bool:
    asked: list[dict[str, object]] = []

    async def answer(request: web.Request) -> web.Response:
        """Answer as much of Discord's REST interface as this takes."""
        if request.method == "PUT":
            asked.append(await request.json())
        response = web.json_response(ANSWERS[request.path])
        response.headers["Content-Type"] = "application/json"
        return response

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    discord.http.Route.BASE = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login("not-a-secret")
        guild = await client.fetch_guild(300, with_counts=False)
        prompts = (await guild.onboarding()).prompts
        known = [(one.id, [each.id for each in one.options]) for one in prompts]
        prompts[0].title = "What do you play?"
        await guild.edit_onboarding(prompts=prompts)
    await runner.cleanup()
    sent = asked[0]["prompts"]
    print("discord.py", version("discord.py"))
    print("questions and answers that it has read:", known)
    print("what it sends:", json.dumps(sent, ensure_ascii=False, indent=1))
    found = {
        "prompts": [one["id"] for one in sent],
        "options": [each.get("id") for one in sent for each in one["options"]],
    }
    titles = [one["title"] for one in sent]
    return found != SEEN or titles != ["What do you play?", "News?"] or known[0][0] != 500


raise SystemExit("it behaves differently now" if asyncio.run(main()) else 0)
PROGRAM
