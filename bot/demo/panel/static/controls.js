/** What a demo needs: the clock, the bot's process, Discord's faults, and a webhook. */

import { html } from "../../static/vendor/lit-html.js";
import * as store from "../../static/js/store.js";
import { locale, t } from "../../static/js/texts.js";
import { ask, change, local, perform } from "./state.js";
import { webhook } from "./webhook.js";

const DAYS = [1, 7, 30];
const FAULTS = ["429", "500", "slow", "disconnect"];

/** The controls. */
export const controls = () => html`${clock()} ${process()} ${faults()} ${webhook()}`;

/** Do something, and show what the demo answers. */
const press = (name, what, fields) =>
  perform(name, async () => change({ panel: await ask(what, fields) }));

const button = (name, text, what, fields, kind = "") => html`<button
  type="button"
  class="button ${kind}"
  data-control=${name}
  aria-busy=${local.busy === name}
  @click=${() => press(name, what, fields)}
>
  ${text}
</button>`;

function clock() {
  const shown = new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeStyle: "short" });
  return html`<section aria-labelledby="panel-clock">
    <h2 id="panel-clock">${t("controls.clock")}</h2>
    <p class="now">
      <time datetime=${local.panel.now}>${shown.format(new Date(store.now()))}</time>
    </p>
    <p class="lead">${t("controls.clock-hint")}</p>
    <div class="actions">
      ${DAYS.map((days) => button(`forward-${days}`, t(`controls.forward-${days}`), "forward", { days }))}
    </div>
  </section>`;
}

function process() {
  const { bot } = local.panel;
  return html`<section aria-labelledby="panel-bot">
    <h2 id="panel-bot">${t("controls.bot")}</h2>
    <p class="state" data-state=${bot} role="status">${t(`controls.bot-${bot}`)}</p>
    <p class="lead">${t("controls.bot-hint")}</p>
    <div class="actions">${button("restart", t("controls.restart"), "restart")}</div>
  </section>`;
}

function faults() {
  const { waiting, slow } = local.panel.faults;
  const now = [
    waiting > 0 ? t("controls.faults-waiting", { count: waiting }) : "",
    slow ? t("controls.faults-slow") : "",
  ].filter(Boolean);
  return html`<section aria-labelledby="panel-faults">
    <h2 id="panel-faults">${t("controls.faults")}</h2>
    <p class="lead">${t("controls.faults-hint")}</p>
    <div class="actions">
      ${FAULTS.map((name) => button(`fault-${name}`, t(`controls.fault-${name}`), "fault", { name }))}
      ${now.length > 0 ? button("fault-clear", t("controls.fault-clear"), "fault", { name: "clear" }, "primary") : ""}
    </div>
    <p role="status">${now.join(" ") || t("controls.faults-none")}</p>
  </section>`;
}
