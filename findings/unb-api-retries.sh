#!/usr/bin/env bash
# unb-api 1.4.0 with axios 1.6.0 (npm), UnbelievaBoat's own client: who asks too fast is never
# asked to wait.
#
# Guess, written before it was run: an answer of 429 is asked for again after its Retry-After, up to
# `maxRetries` times: "the maximum number of times to retry a request if it's ratelimited", three
# unless said otherwise.
#
# Seen: the first 429 is an APIError at once, whatever maxRetries says. The code that waits and asks
# again is there, and it looks for an answer of 429; but axios, which makes the request, raises what
# is not 2xx unless told otherwise, so that no such answer comes there. For the same reason what the
# headers say is overlooked, and the next request goes out without a pause. So who copies the
# balances of a large server out of UnbelievaBoat, page by page, is stopped by the first limit.
#
# The server here refuses once and then answers; it listens on this machine only.
# Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export npm_config_cache=$folder/cache npm_config_update_notifier=false
npm install --loglevel=error --no-audit --no-fund --prefix "$folder" unb-api@1.4.0 axios@1.6.0 > /dev/null
cat > "$folder/program.js" <<'PROGRAM'
const { readFileSync } = require("node:fs");
const { createServer } = require("node:http");

const { Client } = require("unb-api");

const PAGE = { users: [{ rank: 1, user_id: "100", cash: 1, bank: 2, total: 3 }], total_pages: 1 };
const SEEN = "refused (429 You are being rate limited.) after 1 request, answered after 1 more";
let requests = 0;

const server = createServer((request, response) => {
  requests += 1;
  response.setHeader("Content-Type", "application/json");
  if (requests === 1) {
    response.statusCode = 429;
    response.setHeader("Retry-After", "50");
    response.end(JSON.stringify({ message: "You are being rate limited.", retry_after: 50 }));
  } else {
    response.end(JSON.stringify(PAGE));
  }
});

async function ask(client) {
  const before = requests;
  try {
    await client.getGuildLeaderboard("200", { page: 1 });
    return ["answered", requests - before];
  } catch (error) {
    return [`refused (${error.status} ${error.message})`, requests - before];
  }
}

server.listen(0, "127.0.0.1", async () => {
  const client = new Client("not-a-secret", {
    baseURL: `http://127.0.0.1:${server.address().port}`,
    maxRetries: 5,
  });
  for (const name of ["unb-api", "axios"]) {
    console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
  }
  const [first, tries] = await ask(client);
  const [second, more] = await ask(client);
  const found = `${first} after ${tries} request, ${second} after ${more} more`;
  console.log(found);
  server.close();
  if (found !== SEEN) {
    console.log("it behaves differently now");
    process.exit(1);
  }
});
PROGRAM
timeout 60 node "$folder/program.js"
