#!/usr/bin/env bash
# @walletpass/pass-js 6.9.8 (npm): a coupon for Apple's Wallet ends up to a minute early, and made
# in Newfoundland it has no date at all.
#
# Guess, written before it was run: `pass.expirationDate`, which may be a Date or a string, goes
# into pass.json as the moment that it is, wherever the server that makes the pass may be.
#
# Seen: "2026-12-31T23:59:59Z" goes in as it stands. The same moment as a Date, or as a string with
# thousandths (as toISOString() writes it), becomes "2026-12-31T23:59+00:00": seconds are left out,
# so what is good through the end of a day ends a minute before it. The time is written as the
# server's clock shows it, with its offset; where the offset has half an hour and is west of
# Greenwich, hours and minutes are taken apart with the wrong sign: "2026-12-31T20:29-04:-30" in
# Newfoundland, which is no date to anybody. Nothing is raised. A relevant date and a field with a
# date go the same way. 7.2.0, which needs Node 24.12, has the same lines.
#
# Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export npm_config_cache=$folder/cache npm_config_update_notifier=false
npm install --loglevel=error --no-audit --no-fund --prefix "$folder" \
    @walletpass/pass-js@6.9.8 > /dev/null
cat > "$folder/program.js" <<'PROGRAM'
const { readFileSync } = require("node:fs");

const { Template } = require("@walletpass/pass-js");

const MOMENT = new Date("2026-12-31T23:59:59Z");
const AS = { string: "2026-12-31T23:59:59Z", thousandths: MOMENT.toISOString(), Date: MOMENT };
// As a string it goes in as it stands; in both of the other ways like this.
const SEEN = {
  UTC: "2026-12-31T23:59+00:00",
  "Asia/Ho_Chi_Minh": "2027-01-01T06:59+07:00",
  "America/St_Johns": "2026-12-31T20:29-04:-30",
};

const folder = "node_modules/@walletpass/pass-js";
console.log("@walletpass/pass-js", JSON.parse(readFileSync(`${folder}/package.json`)).version);
const template = new Template("coupon", { passTypeIdentifier: "pass.an", teamIdentifier: "A" });
let changed = false;
for (const [zone, seen] of Object.entries(SEEN)) {
  process.env.TZ = zone;
  const found = Object.entries(AS).map(([name, value]) => {
    const pass = template.createPass({ serialNumber: "1" });
    pass.expirationDate = value;
    const { expirationDate } = JSON.parse(JSON.stringify(pass));
    const late = (new Date(expirationDate) - MOMENT) / 1000;
    console.log(zone, name, "->", expirationDate, Number.isNaN(late) ? "(no date)" : `(${late} s)`);
    return expirationDate;
  });
  changed ||= found.join() !== [AS.string, seen, seen].join();
}
if (changed) {
  console.log("it behaves differently now");
  process.exit(1);
}
PROGRAM
node "$folder/program.js"
