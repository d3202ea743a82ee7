/** The column of members, below the roles that stand apart. */

import { html, nothing } from "../../vendor/lit-html.js";
import { avatar } from "../avatar.js";
import { cssColor } from "../color.js";
import { emit } from "../emit.js";
import { icon } from "../icons.js";
import * as store from "../store.js";
import { t } from "../texts.js";

const { state } = store;

/** The list of members. */
export function memberList() {
  const community = store.community();
  if (!community) return nothing;
  return html`<div class="members">
    <h2 class="unseen">${t("frame.members")}</h2>
    ${groups(community).map(
      ({ name, members }) => html`<section>
        <h3 class="category">${name}<span class="how-many">${members.length}</span></h3>
        <ul>
          ${members.map((member) => entry(member, community))}
        </ul>
      </section>`,
    )}
  </div>`;
}

function groups(community) {
  const apart = community.roles
    .filter(({ hoist, id }) => hoist && id !== community.id)
    .toSorted((a, b) => b.position - a.position);
  const found = [
    ...apart.map(({ id, name }) => ({ id, name })),
    { id: null, name: t("frame.members") },
  ];
  const listed = found.map(({ id, name }) => ({
    name,
    members: community.members.filter((member) => groupOf(member, apart) === id).toSorted(byName),
  }));
  return listed.filter(({ members }) => members.length > 0);
}

const groupOf = (member, apart) => apart.find(({ id }) => member.roles.includes(id))?.id ?? null;
const byName = (a, b) => shownName(a).localeCompare(shownName(b));
const shownName = (member) => member.nick ?? store.nameOfUser(member.user);

function entry(member, community) {
  const { user } = member;
  const color = store.colorOf(member, community);
  return html`<li>
    <button
      type="button"
      class="member ${user.id === state.bot?.id && !state.connected ? "is-offline" : ""}"
      data-member=${user.id}
      aria-haspopup="menu"
      @click=${(event) => openMenu(event, user)}
      @contextmenu=${(event) => openMenu(event, user)}
    >
      ${avatar(user, shownName(member))}
      <span class="who">
        <span class="name" dir="auto" .style=${color ? `color: ${cssColor(color)}` : ""}>${shownName(member)}</span>
        ${user.bot ? html`<span class="app">${t("message.app")}</span>` : nothing}
        ${notes(member, community)}
      </span>
    </button>
  </li>`;
}

function notes(member, community) {
  const found = [];
  if (member.user.id === state.person) found.push(t("frame.you"));
  if (member.pending) found.push(t("frame.pending"));
  if (member.timed_out) found.push(t("frame.timed-out"));
  const owner = member.user.id === community.owner_id;
  return html`${
    owner
      ? html`<span class="owner" title=${t("frame.owner")}
        >${icon("crown")}<span class="unseen">${t("frame.owner")}</span></span
      >`
      : nothing
  }${
    member.voice
      ? html`<span title=${t("frame.in-voice")}
        >${icon("voice", "in-voice")}<span class="unseen">${t("frame.in-voice")}</span></span
      >`
      : nothing
  }${found.length > 0 ? html`<span class="note">${found.join(", ")}</span>` : nothing}`;
}

function openMenu(event, user) {
  event.preventDefault();
  emit(event.currentTarget, "open-menu", {
    kind: "user",
    target: user.id,
    channel: state.channel,
    at: event.currentTarget,
  });
}
