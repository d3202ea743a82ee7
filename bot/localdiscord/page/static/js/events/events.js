/** Around the channels: events, the server's menu, voice, and the person's settings. */

import { avatar } from "../avatar.js";
import { html, nothing, render } from "../fields/build.js";
import { icon } from "../icons.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { comingEvents, openEvents } from "./scheduled.js";
import { openJoinMenu, openServerMenu } from "./servers.js";
import { openSettings } from "./settings.js";
import { leaveVoice, toggleVoice, voiceNow } from "./voice.js";
import "../menus/texts.js";

function mount(element, view) {
  const draw = () => render(view(), element);
  store.subscribe(draw);
  draw();
}

function eventsView() {
  const community = store.community();
  if (!community) return nothing;
  const count = comingEvents(community).length;
  return html`<button type="button" class="row-button" @click=${openEvents}>
      ${icon("event")}<span>${t("event.count", { count })}</span>
    </button>
    <button
      type="button"
      class="tool"
      aria-haspopup="menu"
      aria-label=${t("event.server-menu", { name: community.name })}
      title=${t("event.server-menu", { name: community.name })}
      @click=${(event) => openServerMenu(event.currentTarget)}
    >
      ${icon("more")}
    </button>`;
}

/** Show the button of the events, and that of the server's menu. */
export function mountEvents(element) {
  mount(element, eventsView);
}

function voiceView({ channel, community }) {
  const name = `${channel?.name ?? ""} · ${community.name}`;
  return html`<div class="voice-now">
    <p><strong>${t("event.in-voice")}</strong><small>${name}</small></p>
    <button type="button" class="button danger" @click=${leaveVoice}>${t("event.leave-voice")}</button>
  </div>`;
}

function personView() {
  const me = store.me();
  if (!me) return nothing;
  const voice = voiceNow();
  return html`${voice ? voiceView(voice) : nothing}
    <button
      type="button"
      class="row-button"
      aria-haspopup="menu"
      aria-label=${t("event.settings", { name: store.nameOfUser(me) })}
      title=${t("event.settings", { name: store.nameOfUser(me) })}
      @click=${(event) => openSettings(event.currentTarget)}
    >
      ${avatar(me)}<span dir="auto">${store.nameOfUser(me)}</span>${icon("settings")}
    </button>`;
}

/** Show where the person talks, and their settings. */
export function mountPerson(element) {
  mount(element, personView);
}

/** Listen to what is pressed in the lists of servers and channels. */
export function startEvents() {
  document.addEventListener("voice-channel", ({ detail }) => toggleVoice(detail.channel));
  document.addEventListener("join-server", ({ detail }) => openJoinMenu(detail.at));
}
