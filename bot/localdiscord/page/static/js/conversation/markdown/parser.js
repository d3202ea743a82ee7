/** The parser of what stands within lines, with what it lacks: all styles of timestamps. */

import { rulesExtended, SimpleMarkdown } from "../../../vendor/discord-markdown-parser.js";

const TIMESTAMP = /^<t:(-?\d{1,17})(?::([tTdDfFsSR]))?>/;
const timestamp = {
  ...rulesExtended.timestamp,
  match: (source) => TIMESTAMP.exec(source),
  parse: ([, seconds, style]) => ({ timestamp: seconds, format: style }),
};

const CUT_OUT_BEFORE = new Set(["blockQuote", "heading", "subtext"]); // by blocks.js
const within = Object.entries(rulesExtended).filter(([name]) => !CUT_OUT_BEFORE.has(name));
const parse = SimpleMarkdown.parserFor({ ...Object.fromEntries(within), timestamp });

const MOST_KEPT = 2000;
const kept = new Map();

/** The tree of a piece of text; it is kept, since everything is drawn often. */
export function parsed(source) {
  if (!kept.has(source)) {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(source, treeOf(source));
  }
  return kept.get(source);
}

/** What is nested too deep to be parsed stays as it was written. */
function treeOf(source) {
  try {
    return parse(source, { inline: true });
  } catch (error) {
    if (error instanceof RangeError) return [{ type: "text", content: source }];
    throw error;
  }
}
