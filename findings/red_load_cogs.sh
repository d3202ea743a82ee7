#!/usr/bin/env bash
# Red-DiscordBot 3.5.24, `redbot NAME --load-cogs cleanup`.
#
# The guess, before it was run: the cog that is named on the command line is loaded at every start
# (its help says "Force loading specified cogs from the installed packages").
#
# What happens: at the first start of an instance the option is ignored, without a word but "No
# packages were loaded"; from the second start on it works. Red looks at what to load only where
# its settings say that it has run on this Python version before, which a new instance never has
# (and one after a change of Python has not). So with --no-instance, whose every start is the
# first, --load-cogs never does anything.
#
# Seen, with Python 3.11:
#   start 1: No packages were loaded.
#   start 2: Loaded packages: cleanup
#
# Needs Python 3.8 to 3.11 (PYTHON=…) and a package index. Exits non-zero if this has changed.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
export HOME=$folder TMPDIR=$folder
unset XDG_CONFIG_HOME XDG_DATA_HOME

"${PYTHON:-python3}" -m venv "$folder/env"
python=$folder/env/bin/python
"$python" -m pip --quiet --disable-pip-version-check install Red-DiscordBot==3.5.24 discord.py==2.7.1

# As much of Discord's REST interface as logging in takes; whatever else is asked for is not found.
cat > "$folder/server.py" <<'EOF'
import asyncio

from aiohttp import web

PERSON = {"username": "someone", "discriminator": "0", "avatar": None}
APPLICATION = {
    "id": "100", "name": "a bot", "icon": None, "description": "", "bot_public": True,
    "bot_require_code_grant": False, "verify_key": "", "flags": 0, "team": None,
    "owner": {"id": "200", **PERSON},
}
ANSWERS = {
    "/users/@me": {"id": "100", "bot": True, **PERSON},
    "/oauth2/applications/@me": APPLICATION,
}


async def answer(request):
    found = ANSWERS.get(request.path)
    response = web.json_response(found or {"message": "404"}, status=200 if found else 404)
    response.headers["Content-Type"] = "application/json"
    return response


async def main():
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.sleep(300)


asyncio.run(main())
EOF

# Red itself, with the two addresses of discord.py that people with proxies set too.
cat > "$folder/start.py" <<'EOF'
import os
import sys

import discord
import yarl
from redbot.__main__ import main

address = "127.0.0.1:" + os.environ["PORT"]
discord.http.Route.BASE = "http://" + address
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL("ws://" + address)
sys.argv[0] = "redbot"
main()
EOF

"$python" "$folder/server.py" > "$folder/port" &
server=$!
for _ in $(seq 100); do [ -s "$folder/port" ] && break; sleep 0.1; done
PORT=$(cat "$folder/port")
export PORT

"$folder/env/bin/redbot-setup" --no-prompt --instance-name local --data-path "$folder/data" \
    --backend json > "$folder/setup.log"

# Start it, and end it as soon as it has said what it has loaded.
start() {
    local log=$folder/log.$1 said='No packages were loaded\.|Loaded packages: .*' red
    timeout 60 "$python" "$folder/start.py" local --no-prompt --prefix '!' --token "not-a-secret" \
        --load-cogs cleanup > "$log" 2>&1 &
    red=$!
    until grep -qsE "$said" "$log" || ! kill -0 "$red" 2>/dev/null; do sleep 0.1; done
    kill "$red" 2>/dev/null || true
    wait "$red" || true
    grep -oE "$said" "$log" || { cat "$log" >&2; return 1; }
}

first=$(start 1)
second=$(start 2)
echo "start 1: $first"
echo "start 2: $second"
[ "$first" = "No packages were loaded." ] && [ "$second" = "Loaded packages: cleanup" ]
