#!/usr/bin/env bash
# discord-giveaways 6.0.1 with discord.js 14.28.1 (npm): a draw ends without a winner although
# somebody who may win took part.
#
# Guess, written before it was run: where one of ten who take part may win and the others may not
# (`exemptMembers`), that one wins, each time.
#
# Seen: in 300 draws the one wins 168 times; in the others nobody does, and nothing is said of it.
# For someone drawn who may not win the library looks for somebody else, as many times as there are
# people left to draw from. It takes each one who may not win out of those people, counts its tries
# up meanwhile, and stops where the two meet: after half of the people. Where three winners are due
# and three of fifty may win, it finds 691 in 300 draws, not 900. So a draw for those with a role,
# or long after it began (who has left the server may not win either), has fewer winners than it
# could have, and drawing again helps by chance.
#
# The server here answers as much of Discord's REST interface as this takes, on this machine only.
# Chance is seeded, so that each run draws the same. Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export npm_config_cache=$folder/cache npm_config_update_notifier=false
npm install --loglevel=error --no-audit --no-fund --prefix "$folder" \
    discord-giveaways@6.0.1 discord.js@14.28.1 > /dev/null
cat > "$folder/program.js" <<'PROGRAM'
const { createServer } = require("node:http");

const { Client, GatewayIntentBits, version } = require("discord.js");
const { Giveaway, GiveawaysManager, version: own } = require("discord-giveaways");

const DRAWS = 300;
const SEEN = {
  "10 take part, 1 may win, 1 winner": 168,
  "50 take part, 3 may win, 3 winners": 691,
};
const MAY_WIN = "500";
const GUILD = {
  id: "300",
  name: "a server",
  owner_id: "200",
  features: [],
  roles: [
    { id: "300", name: "everyone", permissions: "0", position: 0 },
    { id: MAY_WIN, name: "may win", permissions: "0", position: 1 },
  ],
};
const BOT = { id: "100", username: "a bot", discriminator: "0", avatar: null, bot: true };
let people, winning;

const person = (n) => ({ ...BOT, bot: false, id: String(1000 + n), username: "someone" });
const member = (n) => ({
  user: person(n),
  roles: n < winning ? [MAY_WIN] : [],
  joined_at: "2026-01-01T00:00:00+00:00",
  flags: 0,
});
const message = () => ({
  id: "400",
  channel_id: "200",
  author: BOT,
  content: "",
  timestamp: "2026-01-01T00:00:00+00:00",
  type: 0,
  reactions: [{ count: people, me: false, emoji: { id: null, name: "🎉" } }],
});

const server = createServer((request, response) => {
  const path = new URL(request.url, "http://localhost").pathname.replace("/v10", "");
  let found = { id: "200", type: 0, guild_id: "300", name: "a channel", permission_overwrites: [] };
  if (path.startsWith("/guilds/300/members/")) found = member(Number(path.split("/").pop()) - 1000);
  else if (path.includes("/reactions/")) found = [...Array(people).keys()].map(person);
  else if (path.endsWith("/messages/400")) found = message();
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(found));
});

let seed = 1;
Math.random = () => {
  seed = (seed * 48271) % 2147483647;
  return seed / 2147483647;
};

server.listen(0, "127.0.0.1", async () => {
  console.log("discord-giveaways", own, "with discord.js", version);
  let changed = false;
  for (const [name, seen] of Object.entries(SEEN)) {
    let winnerCount;
    [people, winning, winnerCount] = name.match(/\d+/g).map(Number);
    const client = new Client({
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessageReactions],
      rest: { api: `http://127.0.0.1:${server.address().port}` },
    });
    client.rest.setToken("not-a-secret");
    client.user = BOT;
    client.guilds._add(GUILD);
    const manager = new GiveawaysManager(client, {}, false);
    let winners = 0;
    for (let draw = 0; draw < DRAWS; draw++) {
      const giveaway = new Giveaway(manager, {
        messageId: "400",
        channelId: "200",
        guildId: "300",
        startAt: 0,
        endAt: 1,
        winnerCount,
        prize: "a prize",
        messages: {},
        reaction: "🎉",
        exemptMembers: (one) => !one.roles.cache.has("500"),
      });
      giveaway.message = await giveaway.fetchMessage();
      winners += (await giveaway.roll()).length;
    }
    console.log(`${name}: ${winners} winners in ${DRAWS} draws`);
    changed ||= winners !== seen;
  }
  if (changed) console.log("it behaves differently now");
  process.exit(changed ? 1 : 0);
});
PROGRAM
timeout 120 node "$folder/program.js"
