/** Suggestions while a name is typed in a text: @member, @role, #channel, :emoji:. */

import { entities } from "../fields/entities.js";
import { matching } from "../fields/suggest.js";
import { community } from "../store.js";

const NAME = /(?:^|\s)(?<sign>[@#:])(?<typed>[^\s@#:]{0,32})$/u;
// A colon alone is more often the end of a sentence than the beginning of an emoji.
const LEAST = { "@": 0, "#": 0, ":": 2 };

const bare = (name) => name.replace(/^@/, "");

function candidates(sign) {
  if (sign === "@") {
    return entities("mentionable").map((one) =>
      Object.assign(one, { insert: `@${bare(one.label)}` }),
    );
  }
  if (sign === "#") return entities("channel").map(({ label }) => ({ label, insert: label }));
  return (community()?.emojis ?? []).map((one) => ({
    label: one.name,
    picture: one.url,
    insert: `:${one.name}:`,
  }));
}

/** Return what may be meant at the end of `before`: {from, items}, or null. */
export function mentioned(before) {
  const { sign, typed } = NAME.exec(before)?.groups ?? {};
  if (!sign || typed.length < LEAST[sign]) return null;
  const items = matching(candidates(sign), typed);
  return items.length ? { from: before.length - typed.length - 1, items } : null;
}
