/** The head of the conversation: what the channel is called, and the buttons of the columns. */

import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icons.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { channelIcon, channelKind } from "./channels.js";
import { isNarrow, openDrawer } from "./drawers.js";

const { state } = store;

/** The head. */
export function channelHead() {
  if (!state.person) return nothing;
  const channel = store.channel();
  return html`
    <button
      type="button"
      class="tool only-narrow"
      aria-label=${t("frame.open-channels")}
      aria-expanded=${state.drawer === "left"}
      @click=${(event) => openDrawer("left", event.currentTarget)}
    >
      ${icon("menu")}
    </button>
    ${channel ? named(channel) : html`<h2></h2>`}
    <div class="tools">
      ${store.community() ? column("members", "members") : nothing}
      ${state.extensions.length > 0 ? column("panel", "panel") : nothing}
    </div>
  `;
}

function named(channel) {
  const isDirect = channel.id === state.direct?.id;
  const name = isDirect ? store.nameOfUser(state.bot) : channel.name;
  const parent = channel.thread ? store.channel(channel.parent_id) : null;
  return html`
    ${icon(isDirect ? "chat" : channelIcon(channel), "kind")}
    <h2 title=${channelKind(channel)}>
      ${
        parent
          ? html`<button type="button" class="parent" @click=${() => store.openChannel(parent.id)}>
              ${parent.name}</button
            ><span class="step" aria-hidden="true">›</span>`
          : nothing
      }${name}
    </h2>
    ${channel.topic ? html`<p class="topic" title=${channel.topic}>${channel.topic}</p>` : nothing}
  `;
}

const isShown = (right) => state.right === right && (!isNarrow() || state.drawer === "right");

const column = (right, picture) => html`<button
  type="button"
  class="tool"
  aria-label=${t(`frame.${right}`)}
  title=${t(`frame.${right}`)}
  aria-pressed=${isShown(right)}
  @click=${(event) => toggle(right, event.currentTarget)}
>
  ${icon(picture)}
</button>`;

function toggle(right, button) {
  const shown = isShown(right);
  if (isNarrow()) {
    store.change({ right });
    if (!shown) openDrawer("right", button);
  } else store.showRight(shown ? null : right);
}
