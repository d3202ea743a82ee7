/** The reactions below a message. */

import { html, nothing } from "../../vendor/lit-html.js";
import { emit } from "../emit.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { emojiOf } from "./emoji.js";

/** The reactions, each a button that adds or takes back one's own. */
export function reactions(message) {
  const found = message.reactions ?? [];
  if (found.length === 0) return nothing;
  return html`<ul class="reactions" aria-label=${t("message.reactions")}>
    ${found.map((reaction) => html`<li>${button(message, reaction)}</li>`)}
    <li>
      <button
        type="button"
        class="reaction add"
        aria-label=${t("message.react")}
        @click=${({ currentTarget: at }) =>
          emit(at, "open-picker", { message, channel: message.channel_id, at })}
      >
        ${icon("react")}
      </button>
    </li>
  </ul>`;
}

const button = (message, { emoji, count, me }) => html`<button
  type="button"
  class="reaction"
  aria-pressed=${me}
  aria-label=${t("message.reaction", { emoji: emoji.name, count })}
  @click=${({ currentTarget }) =>
    emit(currentTarget, "toggle-reaction", {
      message,
      channel: message.channel_id,
      emoji: emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name,
      on: !me,
    })}
>
  ${emojiOf(emoji)}<span>${count}</span>
</button>`;
