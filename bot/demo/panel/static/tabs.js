/** The row of tabs. */

import { html } from "../../static/vendor/lit-html.js";
import { t } from "../../static/js/texts.js";
import { local, showTab } from "./state.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** The tabs; arrow keys, Home and End go from one to the next. */
export const tabs = (names) => html`<div
  class="tabs"
  role="tablist"
  aria-label=${t("frame.panel")}
  @keydown=${(event) => go(event, names)}
>
  ${names.map(
    (name) => html`<button
      type="button"
      role="tab"
      id="panel-tab-${name}"
      aria-controls="panel-view"
      aria-selected=${name === local.tab}
      tabindex=${name === local.tab ? 0 : -1}
      @click=${() => showTab(name)}
    >
      ${t(`panel.tab-${name}`)}
    </button>`,
  )}
</div>`;

function go(event, names) {
  const at = names.indexOf(local.tab);
  const ends = { Home: 0, End: names.length - 1 };
  const to = ends[event.key] ?? (event.key in STEPS ? at + STEPS[event.key] : null);
  if (to === null) return;
  event.preventDefault();
  const name = names[(to + names.length) % names.length];
  showTab(name);
  document.querySelector(`#panel-tab-${name}`).focus();
}
