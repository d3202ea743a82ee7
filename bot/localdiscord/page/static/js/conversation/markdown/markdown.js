/** Discord's Markdown as elements; no text ever becomes HTML. */

import { html, nothing } from "../../../vendor/lit-html.js";
import { blocksOf } from "./blocks.js";
import { isOnlyEmoji, nodes } from "./nodes.js";
import { parsed } from "./parser.js";

/** A whole text, with its blocks. */
export function markdown(source) {
  if (!source) return nothing;
  const blocks = blocksOf(source);
  if (blocks.length === 1 && blocks[0].type === "text") {
    const tree = parsed(blocks[0].source);
    return isOnlyEmoji(tree) ? html`<span class="big-emoji">${nodes(tree)}</span>` : nodes(tree);
  }
  return blocks.map(block);
}

const within = (source) => nodes(parsed(source));

const shapes = {
  text: ({ source }) => html`<span class="lines">${within(source)}</span>`,
  heading: ({ level, source }) =>
    html`<p class="heading" role="heading" aria-level="3" data-level=${level}
      >${within(source)}</p
    >`,
  subtext: ({ source }) => html`<small class="subtext">${within(source)}</small>`,
  quote: ({ blocks }) => html`<blockquote>${blocks.map(block)}</blockquote>`,
  list: ({ ordered, start, items }) =>
    ordered ? html`<ol start=${start}>${items.map(item)}</ol>` : html`<ul>${items.map(item)}</ul>`,
};

const block = (found) => shapes[found.type](found);

const item = ({ source, lists }) => html`<li>${within(source)}${lists.map(block)}</li>`;
