/** Embeds. */

import { html, nothing } from "../../vendor/lit-html.js";
import { hex } from "../color.js";
import { sentAt } from "../times.js";
import { markdown } from "./markdown/markdown.js";
import { picture, sourceOf, webAddress } from "./media.js";

/** The embeds of a message. */
export const embeds = (message) => (message.embeds ?? []).map((each) => embed(each, message));

function embed(found, message) {
  const color = found.color === undefined || found.color === null ? null : hex(found.color);
  return html`<article class="embed" .style=${color ? `--accent-line: ${color}` : ""}>
    <div class="embed-text">
      ${found.author ? author(found.author, message) : nothing}
      ${found.title ? html`<p class="embed-title">${linked(markdown(found.title), found.url)}</p>` : nothing}
      ${found.description ? html`<div class="text">${markdown(found.description)}</div>` : nothing}
      ${found.fields?.length ? html`<dl class="fields">${found.fields.map(field)}</dl>` : nothing}
    </div>
    ${image(found.thumbnail, message, "embed-thumbnail")} ${image(found.image, message, "embed-image")}
    ${found.footer || found.timestamp ? footer(found, message) : nothing}
  </article>`;
}

function linked(text, url) {
  const address = webAddress(url);
  if (!address) return text;
  return html`<a href=${address} target="_blank" rel="noopener noreferrer">${text}</a>`;
}

const author = ({ name, url, icon_url: icon }, message) => html`<p class="embed-author">
  ${image(icon && { url: icon }, message, "embed-icon")}${linked(name, url)}
</p>`;

const field = ({ name, value, inline }) => html`<div class=${inline ? "field" : "field is-wide"}>
  <dt>${markdown(name)}</dt>
  <dd class="text">${markdown(value)}</dd>
</div>`;

function image(media, message, className) {
  const url = sourceOf(media, message);
  if (!url) return nothing;
  return picture({ url, description: media.description, name: "" }, className);
}

const footer = ({ footer: found, timestamp }, message) => html`<p class="embed-footer">
  ${image(found?.icon_url && { url: found.icon_url }, message, "embed-icon")}${found?.text}${
    found?.text && timestamp ? " · " : nothing
  }${timestamp ? html`<time datetime=${timestamp}>${sentAt(new Date(timestamp))}</time>` : nothing}
</p>`;
