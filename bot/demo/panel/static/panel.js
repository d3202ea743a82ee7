/** The demo's panel: a tour, what a demo needs, the wire and the tables, in tabs. */

import { html, nothing, render } from "../../static/vendor/lit-html.js";
import { isNarrow } from "../../static/js/frame/drawers.js";
import * as store from "../../static/js/store.js";
import { addTexts, t } from "../../static/js/texts.js";
import { controls } from "./controls.js";
import { listen, local } from "./state.js";
import { stopTables, tables } from "./tables.js";
import { tabs } from "./tabs.js";
import en from "./texts_en.js";
import vi from "./texts_vi.js";
import { tour } from "./tour.js";
import { followWire, wire } from "./wire.js";

const STYLES = ["panel.css", "tour.css", "controls.css"];
const SEEN = "panel-seen";
const VIEWS = { tour, controls, wire, tables };

/** Begin; called by the page with the element that the panel is drawn into. */
export default async function start({ mount }) {
  addTexts({ en, vi });
  addStyles();
  await listen();
  store.subscribe(() => draw(mount));
  offer();
}

/** Show the panel in a window that has not seen it yet; whoever closes it finds it by its button. */
function offer() {
  const isFirst = sessionStorage.getItem(SEEN) === null;
  sessionStorage.setItem(SEEN, "yes");
  if (!isNarrow()) store.showRight("panel");
  else if (isFirst) store.change({ right: "panel", drawer: "right" });
}

function addStyles() {
  for (const name of STYLES) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(name, import.meta.url);
    document.head.append(link);
  }
}

function draw(mount) {
  const shown = !mount.hidden;
  followWire(shown && local.tab === "wire");
  if (local.tab !== "tables") stopTables();
  if (!shown || !local.panel) return;
  const view = VIEWS[local.tab];
  render(
    html`${tabs(Object.keys(VIEWS))}
      <section
        id="panel-view"
        role="tabpanel"
        tabindex="0"
        aria-labelledby="panel-tab-${local.tab}"
        data-view=${local.tab}
      >
        ${local.problem ? problem() : nothing}${view()}
      </section>`,
    mount,
  );
}

const problem = () =>
  html`<p class="problem" role="alert">${t("panel.problem", { text: local.problem })}</p>`;
