/** A text in one line and without marks: for the line of a reply, and for whoever listens. */

import * as store from "../../store.js";
import { inStyle, momentAt } from "../../times.js";
import { parsed } from "./parser.js";

const MARKS = /^(?:-# |#{1,3} |> |>>> |\s*(?:[-*]|\d+\.) )/gm;

const shapes = {
  br: () => " ",
  spoiler: () => "▒▒▒",
  user: ({ id }) => `@${store.nameOf(id) ?? "…"}`,
  role: ({ id }) => `@${store.role(id)?.name ?? "…"}`,
  channel: ({ id }) => `#${store.channel(id)?.name ?? "…"}`,
  everyone: () => "@everyone",
  here: () => "@here",
  slashCommand: ({ fullName }) => `/${fullName}`,
  emoji: ({ name }) => `:${name}:`,
  twemoji: ({ name }) => name,
  timestamp: ({ timestamp, format }) => {
    const date = momentAt(timestamp);
    return date === null ? timestamp : inStyle(date, format ?? "f");
  },
};

/** The words of a text. */
export const plain = (source) => wordsOf(parsed(source.replaceAll(MARKS, ""))).trim();

function wordsOf(tree) {
  if (!Array.isArray(tree)) return String(tree ?? "");
  return tree.map((node) => shapes[node.type]?.(node) ?? wordsOf(node.content)).join("");
}
