/** Cuts a text into what stands on lines of its own: headings, subtext, quotes, lists, the rest. */

const FENCE = /```[\s\S]*?```/g;
const HEADING = /^(#{1,3}) +(?=\S)(.*)$/;
const SUBTEXT = /^-# +(?=\S)(.*)$/;
const QUOTE = /^ *> (.*)$|^ *>$/;
const QUOTE_REST = /^ *>>> ?/;
const ITEM = /^( *)([-*]|\d{1,9}\.) +(?=\S)(.*)$/;
const DEEPEST_LIST = 10;

/**
 * The blocks of a text, in their order: {type: "text", "heading" (with level), "subtext"; source},
 * {type: "quote", blocks}, {type: "list", ordered, start, items: [{source, lists}]}.
 */
export function blocksOf(source, { inQuote = false } = {}) {
  const lines = linesOf(source);
  const blocks = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = blockAt(lines, at, inQuote);
    at = next;
    if (block.type === "text" && blocks.at(-1)?.type === "text") {
      blocks.at(-1).source += `\n${block.source}`;
    } else blocks.push(block);
  }
  return blocks.filter((block) => block.type !== "text" || block.source !== "");
}

/** The lines; those within ``` stay together, since nothing in them is a block. */
function linesOf(source) {
  const kept = [];
  const held = source.replace(FENCE, (fence) => {
    kept.push(fence);
    return `\u0000${kept.length - 1}\u0000`;
  });
  // eslint-disable-next-line no-control-regex
  const back = (line) => line.replaceAll(/\u0000(\d+)\u0000/g, (_, number) => kept[number] ?? "");
  return held.split("\n").map(back);
}

function blockAt(lines, at, inQuote) {
  const line = lines[at];
  const heading = HEADING.exec(line);
  if (heading) return [{ type: "heading", level: heading[1].length, source: heading[2] }, at + 1];
  const subtext = SUBTEXT.exec(line);
  if (subtext) return [{ type: "subtext", source: subtext[1] }, at + 1];
  if (!inQuote && QUOTE_REST.test(line)) {
    const rest = [line.replace(QUOTE_REST, ""), ...lines.slice(at + 1)];
    return [{ type: "quote", blocks: blocksOf(rest.join("\n"), { inQuote: true }) }, lines.length];
  }
  if (!inQuote && QUOTE.test(line)) return quoteAt(lines, at);
  if (ITEM.test(line)) return listAt(lines, at, 1);
  return [{ type: "text", source: line }, at + 1];
}

function quoteAt(lines, at) {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end])) end += 1;
  const inner = lines.slice(at, end).map((line) => QUOTE.exec(line)[1] ?? "");
  return [{ type: "quote", blocks: blocksOf(inner.join("\n"), { inQuote: true }) }, end];
}

/** A list whose items are indented as its first one; what is indented further is a list in it. */
function listAt(lines, from, depth) {
  const [, indent, mark] = ITEM.exec(lines[from]);
  const ordered = /\d/.test(mark);
  const list = { type: "list", ordered, start: ordered ? Number.parseInt(mark, 10) : 1, items: [] };
  let at = from;
  while (at < lines.length) {
    const found = ITEM.exec(lines[at]);
    const isHere = found && found[1].length >= indent.length && /\d/.test(found[2]) === ordered;
    const isDeeper = found && found[1].length > indent.length && depth < DEEPEST_LIST;
    if (isDeeper && list.items.length > 0) {
      const [inner, next] = listAt(lines, at, depth + 1);
      list.items.at(-1).lists.push(inner);
      at = next;
    } else if (isHere) {
      list.items.push({ source: found[3], lists: [] });
      at += 1;
    } else break;
  }
  return [list, at];
}
