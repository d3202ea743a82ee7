/** The bot's chat commands as a flat list, in the person's language. */

import { folded } from "../fields/build.js";
import { community, locale, state } from "../store.js";

const CHAT = 1;
const SUBCOMMAND = 1;
const GROUP = 2;

/** Return a name or a description in the person's language. */
export function localized(item, key) {
  return item[`${key}_localizations`]?.[locale()] ?? item[key];
}

/** Return the bot's commands of a type that the person can use where they are. */
export function usable(type) {
  const here = new Set(community()?.commands ?? state.direct_commands);
  return state.commands.filter((one) => one.type === type && here.has(one.id));
}

function leaves(item, before) {
  const path = [...before.path, item.name];
  const shown = [...before.shown, localized(item, "name")];
  const inside = (item.options ?? []).filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (inside.length) return inside.flatMap((one) => leaves(one, { path, shown }));
  const name = shown.join(" ");
  const description = localized(item, "description");
  return [
    {
      path: path.join(" "),
      name,
      description,
      options: item.options ?? [],
      words: [folded(name), folded(path.join(" "))],
      about: folded(description),
    },
  ];
}

/** Return each command and subcommand: {path, name, description, options}. */
export function chatCommands() {
  const found = usable(CHAT).flatMap((one) => leaves(one, { path: [], shown: [] }));
  return found.toSorted((a, b) => a.name.localeCompare(b.name, locale() ?? undefined));
}

const INSIDE = 2;
const NOWHERE = 4;

function rank(entry, typed) {
  if (entry.words.some((name) => name.startsWith(typed))) return 0;
  if (entry.words.some((name) => name.includes(` ${typed}`))) return 1;
  if (entry.words.some((name) => name.includes(typed))) return INSIDE;
  return entry.about.includes(typed) ? 3 : NOWHERE;
}

/**
 * Return the commands that what was typed after `/` may mean, the likeliest first: those with a
 * word that begins so, else with it in their names, else in what they do.
 */
export function matches(entries, typed) {
  const wanted = folded(typed.trimEnd());
  const ranked = entries.map((entry) => [rank(entry, wanted), entry]);
  const places = ranked.map(([place]) => place);
  const last = places.some((place) => place < INSIDE) ? INSIDE - 1 : Math.min(...places);
  return ranked
    .filter(([place]) => place <= last && place < NOWHERE)
    .toSorted(([a], [b]) => a - b)
    .map(([, entry]) => entry);
}

/** Return the command whose whole name was typed, and what came after it, or null. */
export function spelledOut(entries, typed) {
  for (const entry of entries) {
    for (const name of entry.words) {
      if (folded(typed).startsWith(`${name} `)) {
        const words = name.split(" ").length;
        return { entry, rest: typed.split(" ").slice(words).join(" ") };
      }
    }
  }
  return null;
}
