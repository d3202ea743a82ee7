/** Emoji: a character, or a picture of a community. */

import { html } from "../../vendor/lit-html.js";
import * as store from "../store.js";

/** An emoji as Discord describes it: {id, name}. A picture that is not known is named. */
export function emojiOf({ id, name }) {
  if (!id) return html`<span class="emoji">${name}</span>`;
  const known = store.state.communities
    .flatMap(({ emojis }) => emojis)
    .find((each) => each.id === id);
  if (!known) return html`<span class="emoji-name">:${name}:</span>`;
  return html`<img class="emoji" src=${known.url} alt=":${name}:" title=":${name}:" />`;
}
