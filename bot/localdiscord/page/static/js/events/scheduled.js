/** The scheduled events of a community in a dialog. */

import { build, html, newId, nothing, render } from "../fields/build.js";
import { icon } from "../icons.js";
import { orNotice } from "../menus/notice.js";
import { ownEscape } from "../place.js";
import { request } from "../socket.js";
import * as store from "../store.js";
import { locale, t } from "../texts.js";

const SHOWN = ["active", "scheduled"];

const rank = (event) => SHOWN.indexOf(event.status);

/** Return the events that are coming or going on, those going on first. */
export function comingEvents(community) {
  return (community?.events ?? [])
    .filter((event) => rank(event) >= 0)
    .toSorted((a, b) => rank(a) - rank(b) || a.start.localeCompare(b.start));
}

function when(event) {
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeStyle: "short" });
  const start = format.format(new Date(event.start));
  return event.status === "active" ? t("event.now", { start }) : start;
}

function placeOf(event) {
  const channel = event.channel && store.channel(event.channel);
  return channel ? `🔊 ${channel.name}` : (event.location ?? "");
}

const interest = orNotice((event) => request("interest", { event: event.id, on: !event.me }));
const setStatus = orNotice((event, status) => request("event", { event: event.id, status }));

function eventView(event) {
  const isActive = event.status === "active";
  const next = isActive ? "completed" : "active";
  const status = html`<button type="button" class="button secondary" @click=${() => setStatus(event, next)}>
    ${t(isActive ? "event.end" : "event.start")}
  </button>`;
  return html`<article class="event">
    <p class="when">${icon("clock")} ${when(event)}</p>
    <h3>${event.name}</h3>
    ${event.description ? html`<p>${event.description}</p>` : nothing}
    <p class="hint">${placeOf(event)}</p>
    <footer>
      <button
        type="button"
        class="button ${event.me ? "success" : "secondary"}"
        aria-pressed=${String(event.me)}
        @click=${() => interest(event)}
      >
        ${t("event.interested", { count: event.interested })}
      </button>
      ${event.can_manage ? status : nothing}
    </footer>
  </article>`;
}

/** Open the list of a community's events; it stays up to date while it is open. */
export function openEvents() {
  const id = newId("events");
  const dialog = build(html`<dialog class="modal events" aria-labelledby=${id}></dialog>`);
  const draw = () => {
    const community = store.community();
    const found = comingEvents(community);
    const list = found.map((event) => eventView(event));
    render(
      html`<header>
          <h2 id=${id}>${t("event.title")}</h2>
          <button type="button" class="tool" aria-label=${t("modal.close")} @click=${() => dialog.close()}>
            ${icon("close")}
          </button>
        </header>
        <div class="parts">${found.length ? list : html`<p class="hint">${t("event.none")}</p>`}</div>`,
      dialog,
    );
  };
  const stop = store.subscribe(draw);
  dialog.addEventListener("close", () => {
    stop();
    dialog.remove();
  });
  draw();
  ownEscape(dialog);
  document.querySelector("#layers").append(dialog);
  dialog.showModal();
}
