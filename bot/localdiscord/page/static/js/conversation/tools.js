/** The small bar at a message: react, reply, more. */

import { html, nothing } from "../../vendor/lit-html.js";
import { emit } from "../emit.js";
import { icon } from "../icons.js";
import * as store from "../store.js";
import { t } from "../texts.js";

/** The bar; it is seen where one points or where the focus is. */
export function tools(message) {
  const canSend = store.channel(message.channel_id)?.can_send ?? false;
  return html`<div class="message-tools">
    ${message.ephemeral ? nothing : tool("react", (at) => pick(at, message))}
    ${canSend && !message.ephemeral ? tool("reply", (at) => emit(at, "reply-to", { message })) : nothing}
    ${tool("more", (at) => more(at, message))}
  </div>`;
}

const tool = (name, act) => html`<button
  type="button"
  class="tool"
  aria-label=${t(`message.${name}`)}
  title=${t(`message.${name}`)}
  @click=${(event) => act(event.currentTarget)}
>
  ${icon(name)}
</button>`;

function pick(at, message) {
  emit(at, "open-picker", { message, channel: message.channel_id, at });
}

function more(at, message) {
  emit(at, "open-menu", { kind: "message", target: message.id, channel: message.channel_id, at });
}
