/** The wire: each request of the bot and each event that it is sent, the newest first. */

import { html, nothing, repeat } from "../../static/vendor/lit-html.js";
import { icon } from "../../static/js/icons.js";
import { locale, t } from "../../static/js/texts.js";
import { ask, change } from "./state.js";

const EVERY = 700;
const KEPT = 300;
const seen = { entries: [], last: 0, paused: false, filter: "", leftOut: 0 };
let timer = null;

/** Follow the wire while it is shown, and not else. */
export function followWire(isShown) {
  if (isShown && timer === null) {
    timer = setInterval(load, EVERY);
    load();
  } else if (!isShown && timer !== null) {
    clearInterval(timer);
    timer = null;
  }
}

async function load() {
  if (seen.paused) return;
  try {
    const { entries, left_out: leftOut } = await ask("wire", { after: seen.last });
    // Two answers may tell of the same, where the first one was slow.
    const newer = entries.filter(({ n }) => n > seen.last);
    if (newer.length === 0) return;
    seen.last = newer[0].n;
    seen.leftOut = leftOut;
    seen.entries = [...newer, ...seen.entries].slice(0, KEPT);
    change({});
  } catch {
    // The connection is lost; it goes on from here once it is back.
  }
}

const fits = ({ title, status }) =>
  `${title} ${status ?? ""}`.toLowerCase().includes(seen.filter.toLowerCase());

/** The list, with its filter and its pause. */
export function wire() {
  const shown = seen.entries.filter(fits);
  return html`
    <h2>${t("wire.title")}</h2>
    <p class="lead">${t("wire.hint")}</p>
    <div class="bar">
      <input
        type="search"
        aria-label=${t("wire.filter")}
        placeholder=${t("wire.filter")}
        .value=${seen.filter}
        @input=${(event) => set({ filter: event.target.value })}
      />
      <button
        type="button"
        class="button"
        aria-pressed=${seen.paused}
        @click=${() => set({ paused: !seen.paused })}
      >
        ${t(seen.paused ? "wire.go-on" : "wire.pause")}
      </button>
    </div>
    ${seen.leftOut > 0 ? html`<p>${t("wire.left-out", { count: seen.leftOut })}</p>` : nothing}
    ${shown.length === 0 ? html`<p class="empty">${t("wire.empty")}</p>` : nothing}
    <ol class="wire">
      ${repeat(shown, (entry) => entry.n, row)}
    </ol>
  `;
}

function set(patch) {
  Object.assign(seen, patch);
  change({});
}

const row = (entry) => html`<li data-way=${entry.way} data-well=${isWell(entry)}>
  <details @toggle=${(event) => toggle(entry, event.currentTarget.open)}>
    <summary>
      <span class="way" title=${t(`wire.${entry.way}`)}
        >${icon(entry.way === "event" ? "arrow" : "join")}<span class="unseen"
          >${t(`wire.${entry.way}`)}</span
        ></span
      >
      <code>${entry.title}</code>
      ${entry.status === undefined ? nothing : html`<span class="status-code">${entry.status || "—"}</span>`}
      <time datetime=${entry.at}>${time(entry.at)}</time>
    </summary>
    ${entry.open ? body(entry) : nothing}
  </details>
</li>`;

const isWell = ({ status }) => status === undefined || (status > 0 && status < 400);

const time = (at) => new Date(at).toLocaleTimeString(locale(), { timeStyle: "medium" });

function toggle(entry, open) {
  if (entry.open === open) return;
  entry.open = open;
  change({});
}

const body = ({ problem, files, body: content }) => html`
  ${problem ? html`<p class="problem">${problem}</p>` : nothing}
  ${files ? html`<p>${t("wire.files", { count: files })}</p>` : nothing}
  <pre tabindex="0">${content === null ? t("wire.no-body") : JSON.stringify(content, null, 2)}</pre>
`;
