#!/usr/bin/env bash
# discord-api-spec 10.0.266135 (npm) with zod 4.6.7: schemas made from Discord's published
# description refuse every message of Discord's.
#
# Guess, written before it was run: a plain message, as Discord answers it and its description says,
# passes MessageResponseSchema; who checks all answers with these schemas finds what is odd.
#
# Seen: it is refused for its timestamp. The description calls it a date-time, which is RFC 3339,
# and Discord writes 2026-11-30T10:00:00.123000+00:00. The schemas have zod's iso.datetime() for it,
# which takes a Z and no offset unless told so. The same message passes with the same moment written
# with a Z, as toISOString() writes it in a test. There are 91 such times in the schemas: of
# messages, members, invites, scheduled events.
#
# Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export npm_config_cache=$folder/cache npm_config_update_notifier=false
npm install --loglevel=error --no-audit --no-fund --prefix "$folder" \
    discord-api-spec@10.0.266135 zod@4.6.7 > /dev/null
cat > "$folder/program.mjs" <<'PROGRAM'
import { readFileSync } from "node:fs";

import { MessageResponseSchema } from "discord-api-spec/zod";

const message = {
  id: "300",
  channel_id: "200",
  type: 0,
  content: "hello",
  author: {
    id: "100",
    username: "someone",
    discriminator: "0",
    global_name: null,
    avatar: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
  },
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  components: [],
  pinned: false,
  flags: 0,
};
const seen = {
  "2026-11-30T10:00:00.123000+00:00": "refused: timestamp",
  "2026-11-30T10:00:00+00:00": "refused: timestamp",
  "2026-11-30T10:00:00.123Z": "passes",
};

for (const name of ["discord-api-spec", "zod"]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
}
let changed = false;
for (const [timestamp, before] of Object.entries(seen)) {
  const { success, error } = MessageResponseSchema.safeParse({ ...message, timestamp });
  const where = error?.issues.map((one) => one.path.join(".")).join(", ");
  const now = success ? "passes" : `refused: ${where}`;
  console.log(timestamp, "->", now);
  changed ||= now !== before;
}
if (changed) {
  console.log("it behaves differently now");
  process.exit(1);
}
PROGRAM
node "$folder/program.mjs"
