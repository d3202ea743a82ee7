/** The column of servers: direct messages first, then the communities. */

import { html, nothing } from "../../vendor/lit-html.js";
import { initials } from "../avatar.js";
import { emit } from "../emit.js";
import { icon } from "../icons.js";
import { state, openChannel } from "../store.js";
import { t } from "../texts.js";
import { firstOf } from "./channel_order.js";

/** The list of servers. */
export function servers() {
  if (!state.person) return nothing;
  return html`<ul class="servers">
    ${state.direct ? entry(directMessages()) : nothing}
    ${state.direct && state.communities.length > 0 ? html`<li class="rule" aria-hidden="true"></li>` : nothing}
    ${state.communities.map((community) => entry(server(community)))}
    ${state.other_communities?.length ? join() : nothing}
  </ul>`;
}

const join = () => html`<li>
  <button
    type="button"
    class="server join"
    aria-haspopup="menu"
    aria-label=${t("frame.join")}
    title=${t("frame.join")}
    @click=${({ currentTarget: at }) => emit(at, "join-server", { at })}
  >
    ${icon("add")}
  </button>
</li>`;

const unreadIn = (channels) =>
  channels.reduce((sum, { id }) => sum + (state.unread.get(id) ?? 0), 0);

const directMessages = () => ({
  name: t("frame.direct"),
  face: icon("chat"),
  current: state.channel === state.direct.id,
  unread: unreadIn([state.direct]),
  channel: state.direct.id,
});

const server = (community) => ({
  name: community.name,
  face: community.icon_url
    ? html`<img src=${community.icon_url} alt="" />`
    : html`<span aria-hidden="true">${initials(community.name)}</span>`,
  current: state.community === community.id,
  unread: unreadIn(community.channels),
  channel: firstOf(community.channels)?.id ?? null,
});

const entry = ({ name, face, current, unread, channel }) => html`<li>
  <button
    type="button"
    class="server"
    aria-current=${current ? "true" : "false"}
    title=${name}
    ?disabled=${channel === null}
    @click=${() => openChannel(channel)}
  >
    ${face}
    <span class="unseen">${name}${unread ? `, ${t("frame.unread", { count: unread })}` : ""}</span>
    ${unread && !current ? html`<span class="count" aria-hidden="true">${unread}</span>` : nothing}
  </button>
</li>`;
