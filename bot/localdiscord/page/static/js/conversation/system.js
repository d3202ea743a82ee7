/** Messages that Discord itself writes: somebody has come, a thread was started. */

import { html } from "../../vendor/lit-html.js";
import { icon } from "../icons.js";
import * as store from "../store.js";
import { t } from "../texts.js";

const WRITTEN_BY_PEOPLE = new Set([0, 19, 20, 21, 23]);
const KINDS = {
  6: ["pin", "message.pinned"],
  7: ["join", "message.joined"],
  8: ["react", "message.boosted"],
  18: ["thread", "message.thread-created"],
};

/** Whether Discord wrote it. */
export const isSystem = ({ type }) => !WRITTEN_BY_PEOPLE.has(type);

/** The line of such a message. */
export function systemLine(message, name) {
  const [picture, key] = KINDS[message.type] ?? ["chat", "message.system"];
  const thread = message.type === 18 ? message.message_reference?.channel_id : null;
  const text = t(key, { name, thread: message.content, text: message.content });
  return html`<p class="system" id="body-${message.id}">
    ${icon(picture)}
    ${
      thread && store.channel(thread)
        ? html`<button type="button" class="text-link" @click=${() => store.openChannel(thread)}>
          ${text}
        </button>`
        : html`<span>${text}</span>`
    }
  </p>`;
}
