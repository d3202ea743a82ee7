/** A forum takes posts, with a title, instead of messages. */

import { build, html } from "../fields/build.js";
import { icon } from "../icons.js";
import { openForm } from "../modal/modal.js";
import { request } from "../socket.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { outgoing } from "./outgoing.js";

function open(channel) {
  const title = { type: 4, style: 1, custom_id: "title", max_length: 100 };
  const text = { type: 4, style: 2, custom_id: "text", max_length: 2000 };
  openForm({
    title: t("composer.new-post-in", { name: channel.name }),
    components: [
      { type: 18, label: t("composer.post-title"), component: title },
      { type: 18, label: t("composer.post-text"), component: text },
    ],
    send: t("composer.post"),
    async submit(values) {
      const sent = { title: values.title, text: outgoing(values.text, store.community()) };
      const result = await request("forum_post", { channel: channel.id, ...sent });
      store.openChannel(result.channel);
    },
  });
}

/** Return the button that begins a new post in a forum. */
export function newPost(channel) {
  return build(html`<p class="new-post">
    <button type="button" class="button primary" @click=${() => open(channel)}>
      ${icon("add")} ${t("composer.new-post")}
    </button>
  </p>`);
}
