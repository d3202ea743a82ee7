/** A forum: its posts, newest first. */

import { html } from "../../vendor/lit-html.js";
import { threadsOf } from "../frame/channel_order.js";
import { icon } from "../icons.js";
import * as store from "../store.js";
import { t } from "../texts.js";

/** The posts of a forum. */
export function forum(channel) {
  const posts = threadsOf(store.community().channels, channel.id);
  if (posts.length === 0) return html`<p class="hint">${t("conversation.no-posts")}</p>`;
  return html`<ul class="posts" aria-label=${t("conversation.posts", { name: channel.name })}>
    ${posts.map(
      (post) => html`<li>
        <button type="button" class="post" @click=${() => store.openChannel(post.id)}>
          ${icon("forum")}<span class="name">${post.name}</span>
        </button>
      </li>`,
    )}
  </ul>`;
}
