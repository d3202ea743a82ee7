/** Buttons of all styles. */

import { html, nothing } from "../../../vendor/lit-html.js";
import { emit } from "../../emit.js";
import { icon } from "../../icons.js";
import { t } from "../../texts.js";
import { emojiOf } from "../emoji.js";
import { hostOf, webAddress } from "../media.js";

const STYLES = {
  1: "primary",
  2: "secondary",
  3: "success",
  4: "danger",
  5: "secondary",
  6: "primary",
};
const LINK = 5;

/** A button; a link is one that leaves the page. */
export function button(found, message) {
  return found.style === LINK ? link(found) : pressed(found, message);
}

/** The emoji and the label; where there is a label, it alone is the name. */
const face = ({ emoji, label }) =>
  html`${
    emoji ? html`<span aria-hidden=${Boolean(label)}>${emojiOf(emoji)}</span>` : nothing
  }${label ? html`<span>${label}</span>` : nothing}`;

function link(found) {
  const address = found.disabled ? null : webAddress(found.url);
  const shown = html`${face(found)}${icon("link")}`;
  if (!address) return html`<span class="button secondary" aria-disabled="true">${shown}</span>`;
  return html`<a
    class="button secondary"
    href=${address}
    title=${t("component.opens", { host: hostOf(address) })}
    target="_blank"
    rel="noopener noreferrer"
    >${shown}</a
  >`;
}

const pressed = (found, message) => html`<button
  type="button"
  class="button ${STYLES[found.style] ?? "secondary"}"
  data-custom-id=${found.custom_id ?? ""}
  aria-label=${found.label ? nothing : (found.emoji?.name ?? nothing)}
  ?disabled=${found.disabled || !found.custom_id}
  @click=${({ currentTarget }) =>
    emit(currentTarget, "component-used", {
      message: message.id,
      channel: message.channel_id,
      custom_id: found.custom_id,
    })}
>
  ${face(found)}
</button>`;
