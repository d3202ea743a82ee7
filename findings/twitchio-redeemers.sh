#!/usr/bin/env bash
# TwitchIO 3.3.2: in the list of who redeemed a reward, everybody bears the broadcaster's name.
#
# Guess, written before it was run: `redemption.user` of CustomReward.fetch_redemptions() is whoever
# redeemed the reward, by id, by login name and by the name that is shown.
#
# Seen: id and login name are the viewer's, and `display_name` is the broadcaster's, for each
# redemption; nothing is raised. Twitch answers with the names of both in one object (`user_name`,
# `broadcaster_name`), and the library takes the wrong one. The same redemption as an event of
# EventSub bears the viewer's name, so who lists at a start what was redeemed meanwhile, and goes on
# with events, sees the same person under two names. What the viewer typed (`user_input`) is in the
# event and nowhere in the list, where Twitch has it too.
#
# The server here answers as Twitch's reference says; it listens on this machine only.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install twitchio==3.3.2
"$folder/venv/bin/python" - <<'PROGRAM'
import asyncio
from importlib.metadata import version

import twitchio
from aiohttp import web
from twitchio.http import Route
from twitchio.models.eventsub_ import ChannelPointsRedemptionAdd

OWNER = {"broadcaster_id": "1", "broadcaster_login": "owner", "broadcaster_name": "Owner"}
LIMIT = {"is_enabled": False}
REWARD = {
    **OWNER, "id": "r", "title": "a reward", "prompt": "", "cost": 100, "image": None,
    "default_image": {}, "background_color": "#00E5CB", "is_enabled": True,
    "is_user_input_required": True, "is_paused": False, "is_in_stock": True,
    "should_redemptions_skip_request_queue": False, "redemptions_redeemed_current_stream": None,
    "cooldown_expires_at": None, "max_per_stream_setting": {**LIMIT, "max_per_stream": 0},
    "max_per_user_per_stream_setting": {**LIMIT, "max_per_user_per_stream": 0},
    "global_cooldown_setting": {**LIMIT, "global_cooldown_seconds": 0},
}
REDEMPTION = {
    "user_input": "please", "status": "UNFULFILLED", "redeemed_at": "2026-11-30T10:00:00Z",
    "reward": {"id": "r", "title": "a reward", "prompt": "", "cost": 100},
}
VIEWERS = [
    {"id": "a", "user_id": "2", "user_login": "ann", "user_name": "Ann"},
    {"id": "b", "user_id": "3", "user_login": "ben", "user_name": "Ben"},
]
SEEN = [("2", "ann", "Owner", False), ("3", "ben", "Owner", False)]
SEEN_AS_EVENT = [("2", "ann", "Ann", True), ("3", "ben", "Ben", True)]


async def answer(request: web.Request) -> web.Response:
    """Answer as much of Twitch's interface as this takes."""
    found = [REWARD]
    if request.path.endswith("/redemptions"):
        found = [{**OWNER, **REDEMPTION, **viewer} for viewer in VIEWERS]
    return web.json_response({"data": found, "pagination": {}})


def event(viewer: dict[str, str]) -> dict[str, object]:
    """Return a redemption as Twitch tells of it."""
    owner = {name.replace("caster_", "caster_user_"): value for name, value in OWNER.items()}
    return {**owner, **REDEMPTION, **viewer}


def says(redemption: object) -> tuple[str, str, str, bool]:
    """Return whose a redemption is said to be, and whether it says what they typed."""
    user = redemption.user
    return user.id, user.name, user.display_name, hasattr(redemption, "user_input")


async def main() -> bool:
    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    Route.BASE = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    client = twitchio.Client(client_id="an-id", client_secret="not-a-secret")
    await client.login(token="not-a-secret", load_tokens=False, save_tokens=False)
    (reward,) = await client.create_partialuser("1").fetch_custom_rewards()
    listed = [says(one) async for one in reward.fetch_redemptions(status="UNFULFILLED")]
    told = [says(ChannelPointsRedemptionAdd(event(one), http=client._http)) for one in VIEWERS]
    await client.close()
    await runner.cleanup()
    print("listed:", *listed)
    print("told:", *told)
    return listed == SEEN and told == SEEN_AS_EVENT


print("TwitchIO", version("twitchio"))
raise SystemExit(0 if asyncio.run(main()) else "it behaves differently now")
PROGRAM
