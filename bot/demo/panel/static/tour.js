/** The tour: what to do, as whom, and "Do it for me". */

import { html, nothing } from "../../static/vendor/lit-html.js";
import { icon } from "../../static/js/icons.js";
import { become } from "../../static/js/session.js";
import * as store from "../../static/js/store.js";
import { t } from "../../static/js/texts.js";
import { download } from "./download.js";
import { rich } from "./rich.js";
import { ask, change, local, perform, showTab } from "./state.js";

const GROUPS = [
  ["rewards", ["create", "import", "publish", "claim", "give", "reveal"]],
  ["workflows", ["goals", "courses", "members"]],
  ["community", ["moving", "raffle", "role", "thanks"]],
  ["happens", ["badge", "profile", "why", "school", "week"]],
];

/** Where the outcome of a step is to be seen; else in #general. */
const PLACES = {
  reveal: "direct",
  raffle: "announcements",
  badge: "announcements",
  school: "direct",
};

/** Files that steps offer. */
const FILES = { import: "partner.csv", moving: "levels.json" };

/** Steps that are done in another tab. */
const TABS = { school: "controls", week: "controls" };

let shownOpen = null;

const bringIntoView = () =>
  document.querySelector("#panel .step:has(.step-body)")?.scrollIntoView({ block: "nearest" });

/** The tour. */
export function tour() {
  const { steps } = local.panel.tour;
  const done = steps.filter((step) => step.done).length;
  const open = opened(steps);
  if (open !== shownOpen) requestAnimationFrame(bringIntoView);
  shownOpen = open;
  return html`
    <h2>${t("tour.title")}</h2>
    <p class="lead">${t(done === steps.length ? "tour.finished" : "tour.lead")}</p>
    <div class="progress">
      <progress max=${steps.length} value=${done} aria-label=${t("tour.progress-label")}></progress>
      <span>${t("tour.progress", { done, all: steps.length })}</span>
    </div>
    ${GROUPS.map(
      ([group, ids]) => html`<h3>${t(`tour.group-${group}`)}</h3>
        <ol class="steps">
          ${ids.map((id) =>
            row(
              steps.find((step) => step.id === id),
              id === open,
            ),
          )}
        </ol>`,
    )}
  `;
}

/** The step that is open: the one that was chosen, until it is done; else the first to do. */
function opened(steps) {
  const chosen = steps.find((step) => step.id === local.step);
  if (local.step === "" || (chosen && (!chosen.done || local.again))) return local.step;
  return steps.find((step) => !step.done)?.id;
}

function row(step, isOpen) {
  const { busy } = local.panel.tour;
  const state = busy === step.id ? "busy" : step.done ? "done" : "todo";
  return html`<li class="step" data-step=${step.id} data-state=${state}>
    <button
      type="button"
      class="step-title"
      aria-expanded=${isOpen}
      @click=${() => change({ step: isOpen ? "" : step.id, again: step.done, problem: "" })}
    >
      <span class="mark">${step.done ? icon("check") : nothing}</span>
      <span>${t(`tour.${step.id}`)}</span>
      <span class="unseen">${t(`tour.state-${state}`)}</span>
    </button>
    ${isOpen ? body(step) : nothing}
  </li>`;
}

function body(step) {
  return html`<div class="step-body">
    <p>${rich(t(`tour.${step.id}-how`, { voucher: local.panel.tour.voucher }))}</p>
    <div class="actions">${whom(step)} ${own(step)} ${forMe(step)}</div>
  </div>`;
}

function whom(step) {
  if (step.person === store.state.person) {
    return html`<span class="as">${t("tour.you-are", step)}</span>`;
  }
  return html`<button type="button" class="button" @click=${() => become(step.person)}>
    ${t("tour.be", step)}
  </button>`;
}

function own(step) {
  const file = FILES[step.id];
  if (file) {
    return html`<button
      type="button"
      class="button"
      @click=${() => perform("file", () => download(step.id))}
    >
      ${icon("download")} ${file}
    </button>`;
  }
  const tab = TABS[step.id];
  if (!tab) return nothing;
  return html`<button type="button" class="button" @click=${() => showTab(tab)}>
    ${t(`panel.tab-${tab}`)}
  </button>`;
}

function forMe(step) {
  if (step.done) return nothing;
  const isBusy = local.panel.tour.busy !== null || local.busy === "step";
  return html`<button
    type="button"
    class="button primary"
    aria-busy=${isBusy}
    @click=${() => perform("step", () => doIt(step))}
  >
    ${t(isBusy ? "tour.doing" : "tour.do")}
  </button>`;
}

/** Do a step, seen by whom it is done as. */
async function doIt(step) {
  if (step.person !== store.state.person) await become(step.person);
  await ask("step", { step: step.id });
  store.change({ drawer: null });
  requestAnimationFrame(() => setTimeout(keepFocus));
  const place = PLACES[step.id] ?? "general";
  if (place === "direct") store.openChannel(store.state.direct?.id ?? store.state.channel);
  else showChannel(place);
}

/** Whoever uses the keyboard goes on with the next step: the button that was pressed is gone. */
function keepFocus() {
  if (document.activeElement !== document.body) return;
  document.querySelector("#panel .step:has(.step-body) .step-title")?.focus();
}

function showChannel(name) {
  const found = store.allChannels().find((channel) => channel.name === name);
  if (found) store.openChannel(found.id);
}
