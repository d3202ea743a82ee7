/** Texts with `commands` and *names* in them. */

import { html } from "../../static/vendor/lit-html.js";

const PARTS = /(`[^`]+`|\*[^*]+\*)/u;

/** A text as a template: what stands in backticks is code, what stands in stars is a name. */
export const rich = (text) =>
  text.split(PARTS).map((part) => {
    if (part.startsWith("`")) return html`<code>${part.slice(1, -1)}</code>`;
    return part.startsWith("*") ? html`<strong>${part.slice(1, -1)}</strong>` : part;
  });
