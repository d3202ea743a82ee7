/** The parser of what stands within lines, with what it lacks: all styles of timestamps. */

import { rulesExtended, SimpleMarkdown } from "../../../vendor/discord-markdown-parser.js";

const TIMESTAMP = /^<t:(-?\d{1,17})(?::([tTdDfFsSR]))?>/;
const timestamp = {
  ...rulesExtended.timestamp,
  match: (source) => TIMESTAMP.exec(source),
  parse: ([, seconds, style]) => ({ timestamp: seconds, format: style }),
};

// blocks.js cuts these out before.
const CUT_OUT_BEFORE = new Set(["blockQuote", "heading", "subtext"]);
const within = Object.entries(rulesExtended).filter(([name]) => !CUT_OUT_BEFORE.has(name));
const parse = SimpleMarkdown.parserFor({ ...Object.fromEntries(within), timestamp });

const MOST_KEPT = 2000;
const kept = new Map();

/** The tree of a piece of text; it is kept, since everything is drawn often. */
export function parsed(source) {
  if (!kept.has(source)) {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(source, parse(source, { inline: true }));
  }
  return kept.get(source);
}
