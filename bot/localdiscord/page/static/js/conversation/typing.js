/** Who is typing in a channel. */

import { html, nothing } from "../../vendor/lit-html.js";
import * as store from "../store.js";
import { locale, t } from "../texts.js";

const MOST_NAMES = 3;

/** The line that says who is typing; it keeps its place when nobody is. */
export const typing = (channel) => html`<p class="typing" role="status">${line(channel)}</p>`;

function line(channel) {
  const ends = store.state.typing.get(channel.id) ?? new Map();
  const names = [...ends]
    .filter(([, end]) => end > Date.now())
    .map(([user]) => store.nameOf(user))
    .filter(Boolean);
  if (names.length === 0) return nothing;
  return html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${text(names)}`;
}

function text(names) {
  if (names.length > MOST_NAMES) return t("message.typing-several");
  const joined = new Intl.ListFormat(locale(), { type: "conjunction" }).format(names);
  return t(names.length === 1 ? "message.typing-one" : "message.typing-many", { names: joined });
}
