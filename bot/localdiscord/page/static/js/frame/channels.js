/** The column of channels of a community, or of the direct messages. */

import { html, nothing } from "../../vendor/lit-html.js";
import { avatar } from "../avatar.js";
import { emit } from "../emit.js";
import { icon } from "../icons.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { groups, isForum, isVoice } from "./channel_order.js";

const { state } = store;
const ICONS = { 2: "voice", 5: "announcement", 13: "stage", 15: "forum", 16: "forum" };
const KINDS = { 2: "voice", 5: "announcement", 13: "stage", 15: "forum", 16: "forum" };

export const channelIcon = ({ type, thread }) => (thread ? "thread" : (ICONS[type] ?? "hash"));
export const channelKind = ({ type, thread }) =>
  t(`channel.${thread ? "thread" : (KINDS[type] ?? "text")}`);

/** The name of the community above its channels. */
export function communityHead() {
  if (!state.person) return nothing;
  const community = store.community();
  const name = community?.name ?? t("frame.direct");
  const count = community ? t("frame.members-count", { count: community.members.length }) : "";
  return html`<h2 class="community-name">${name}</h2>
    ${count ? html`<p class="community-count">${count}</p>` : nothing}`;
}

/** The list of channels. */
export function channelList() {
  if (!state.person) return nothing;
  const community = store.community();
  if (!community) return state.direct ? directList() : nothing;
  const found = groups(community.channels);
  if (found.length === 0) return html`<p class="hint">${t("frame.nothing")}</p>`;
  return found.map(group);
}

const directList = () => html`<ul class="channels">
  ${row({ ...state.direct, name: store.nameOfUser(state.bot) }, avatar(state.bot, undefined, "small"))}
</ul>`;

const group = ({ category, rows }) => html`
  ${category ? html`<h3 class="category">${category.name}</h3>` : nothing}
  <ul class="channels">
    ${rows.map(({ channel, threads }) =>
      row(channel, icon(channelIcon(channel)), isForum(channel) ? [] : threads),
    )}
  </ul>
`;

function row(channel, face, threads = []) {
  return html`<li>
    ${button(channel, face)}
    ${isVoice(channel) ? voiceMembers(channel) : nothing}
    ${
      threads.length > 0
        ? html`<ul class="channels threads">
          ${threads.map((thread) => row(thread, icon("thread")))}
        </ul>`
        : nothing
    }
  </li>`;
}

function button(channel, face) {
  const unread = state.unread.get(channel.id) ?? 0;
  return html`<button
    type="button"
    class="channel ${unread ? "has-unread" : ""}"
    aria-current=${channel.id === state.channel ? "true" : "false"}
    data-channel-link=${channel.id}
    @click=${(event) => open(channel, event.currentTarget)}
  >
    ${face}<span class="name">${channel.name}</span>
    <span class="unseen">${channelKind(channel)}</span>
    ${
      unread
        ? html`<span class="count"><span class="unseen">${t("frame.unread", { count: unread })}</span
          ><span aria-hidden="true">${unread}</span></span>`
        : nothing
    }
  </button>`;
}

function open(channel, element) {
  if (isVoice(channel)) emit(element, "voice-channel", { channel: channel.id });
  store.openChannel(channel.id);
}

function voiceMembers(channel) {
  if (!channel.voice?.length) return nothing;
  return html`<ul class="voice-members">
    ${channel.voice.map((id) => {
      const user = store.userOf(id);
      return user
        ? html`<li>${avatar(user, store.nameOf(id), "tiny")}<span>${store.nameOf(id)}</span></li>`
        : nothing;
    })}
  </ul>`;
}
