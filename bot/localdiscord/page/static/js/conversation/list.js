/** The list of messages: days between them, and those of one author close together. */

import { html, nothing, repeat } from "../../vendor/lit-html.js";
import { icon } from "../icons.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { day, sameDay } from "../times.js";
import { message as drawn } from "./message.js";
import { newBelow, toNewest } from "./scroll.js";
import { isSystem } from "./system.js";
import { typing } from "./typing.js";
import { unchanged } from "./unchanged.js";

const A_WHILE = 7 * 60_000;
const TIMES_GROW_OLD = 20_000;

/** The messages of a channel. */
export function messageList(channel) {
  const list = store.messages(channel.id);
  const { more, loading } = store.state.history.get(channel.id) ?? { more: false, loading: true };
  return html`
    <div class="older" data-more=${more}>
      ${loading && list.length > 0 ? html`<p class="hint">${t("conversation.loading")}</p>` : nothing}
      ${more || loading ? nothing : beginning(channel)}
    </div>
    <ol class="list" aria-label=${t("conversation.label", { name: channel.name })}>
      ${repeat(
        list,
        ({ id }) => id,
        (each, at) => kept(each, list[at - 1]),
      )}
    </ol>
    ${typing(channel)} ${below()}
  `;
}

function beginning(channel) {
  const isDirect = channel.id === store.state.direct?.id;
  const text = isDirect
    ? t("conversation.beginning-direct", { name: store.nameOfUser(store.state.bot) })
    : t("conversation.beginning", { name: `#${channel.name}` });
  return html`<p class="beginning">${text}</p>`;
}

/** A row is drawn anew when its message is another, or what its names and times depend on. */
function kept(message, before) {
  const { person, people, communities, direct, failures } = store.state;
  const moment = Math.floor(store.now() / TIMES_GROW_OLD);
  return unchanged(
    [message, before, person, people, communities, direct, failures.get(message.id), moment],
    () => row(message, before),
  );
}

function row(message, before) {
  const date = new Date(message.timestamp);
  const isNewDay = !before || !sameDay(date, new Date(before.timestamp));
  return html`${
    isNewDay
      ? html`<li class="day"><time datetime=${message.timestamp}>${day(date)}</time></li>`
      : nothing
  }${drawn(message, { continues: !isNewDay && continues(message, before) })}`;
}

/** Whether a message stands below the one before it without a head of its own. */
function continues(message, before) {
  return (
    message.author.id === before.author.id &&
    message.author_name === before.author_name &&
    !isSystem(message) &&
    !isSystem(before) &&
    !message.interaction_name &&
    !message.message_reference &&
    new Date(message.timestamp) - new Date(before.timestamp) < A_WHILE
  );
}

function below() {
  const { away, count } = newBelow();
  if (!away) return nothing;
  return html`<button type="button" class="to-newest" @click=${toNewest}>
    ${count > 0 ? t("conversation.new", { count }) : t("conversation.newest")}${icon("arrow")}
  </button>`;
}
