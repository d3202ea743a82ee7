/** What the panel knows: what the demo has told it, and what is chosen in this window. */

import { on, request } from "../../static/js/socket.js";
import * as store from "../../static/js/store.js";

const NAME = "panel";
const TAB = "panel-tab";

export const local = {
  panel: null, // what the demo says: clock, bot, faults, tour, webhook
  tab: sessionStorage.getItem(TAB) ?? "tour",
  busy: null, // what was asked for and is not answered yet
  problem: "",
};

/** Ask the demo for something; resolves with its answer. */
export const ask = (what, fields = {}) =>
  request("extension", { name: NAME, data: { do: what, ...fields } });

/** Do something that takes a moment: its button is busy meanwhile, and a problem is shown. */
export async function perform(name, work) {
  if (local.busy) return;
  change({ busy: name, problem: "" });
  try {
    await work();
    change({ busy: null });
  } catch (error) {
    change({ busy: null, problem: error.message });
  }
}

/** Change what this window has chosen, and draw it. */
export function change(patch) {
  Object.assign(local, patch);
  store.change();
}

/** Show a tab. */
export function showTab(tab) {
  sessionStorage.setItem(TAB, tab);
  change({ tab, problem: "" });
}

/** Listen to the demo, and again after the connection was lost. */
export async function listen() {
  on("extension", ({ name, data }) => {
    if (name === NAME) change({ panel: data });
  });
  on("welcome", refresh);
  await refresh();
}

async function refresh() {
  change({ panel: await ask("state") });
}
