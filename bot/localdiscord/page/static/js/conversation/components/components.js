/** Components: buttons and selects below a message, or a whole message built of them. */

import { html, nothing } from "../../../vendor/lit-html.js";
import { fileCard } from "../attachments.js";
import { markdown } from "../markdown/markdown.js";
import { picture, sourceOf } from "../media.js";
import { hex } from "../../color.js";
import { button } from "./buttons.js";
import { covered } from "./covered.js";
import { gallery } from "./gallery.js";
import { isSelect, select } from "./selects.js";

const COMPONENTS_V2 = 1 << 15;

/** Whether a message has only components; its files are shown where a component names them. */
export const isBuiltOfComponents = ({ flags }) => (flags & COMPONENTS_V2) !== 0;

/** The components of a message. */
export function components(message) {
  if (!message.components?.length) return nothing;
  return html`<div class="components">${message.components.map((each) => component(each, message))}</div>`;
}

const shapes = {
  1: row,
  2: button,
  9: section,
  10: ({ content }) => html`<div class="text">${markdown(content)}</div>`,
  11: thumbnail,
  12: gallery,
  13: file,
  14: separator,
  17: container,
};

/** One component, with all that is in it. */
export function component(found, message) {
  if (isSelect(found)) return select(found, message);
  return shapes[found.type]?.(found, message) ?? nothing;
}

function row({ components: inner }, message) {
  return html`<div class="row">${inner.map((each) => component(each, message))}</div>`;
}

function section({ components: inner, accessory }, message) {
  return html`<div class="section">
    <div class="section-text">${inner.map((each) => component(each, message))}</div>
    ${accessory ? component(accessory, message) : nothing}
  </div>`;
}

function thumbnail({ media, description, spoiler }, message) {
  const shown = picture({ url: sourceOf(media, message), description, name: "" }, "thumbnail");
  return spoiler ? covered(shown) : shown;
}

function file({ file: media, name, size, spoiler }, message) {
  const url = sourceOf(media, message);
  const filename = name ?? decodeURIComponent(url.split("/").at(-1).split("?")[0]);
  const shown = fileCard({ url, filename, size });
  return spoiler ? covered(shown) : shown;
}

function separator({ divider = true, spacing = 1 }) {
  return html`<hr class=${divider ? "" : "is-space"} data-spacing=${spacing} />`;
}

function container({ components: inner, accent_color: color, spoiler }, message) {
  const accent = color === undefined || color === null ? "" : `--accent-line: ${hex(color)}`;
  const shown = html`<div class="container ${accent ? "has-accent" : ""}" .style=${accent}>
    ${inner.map((each) => component(each, message))}
  </div>`;
  return spoiler ? covered(shown) : shown;
}
