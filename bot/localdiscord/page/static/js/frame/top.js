/** The bar above everything: whose playground it is, who one is, the theme. */

import { html, nothing } from "../../vendor/lit-html.js";
import { avatar, hasPicture } from "../avatar.js";
import { icon } from "../icons.js";
import * as store from "../store.js";
import { locale, t } from "../texts.js";
import { people } from "./people.js";
import { chooseTheme, theme, THEMES } from "./theme.js";

const { state } = store;
const PICTURES = { system: "system", dark: "moon", light: "sun" };
const A_MINUTE = 60_000;

/** The bar. */
export const top = () => html`
  <h1 class="brand">
    ${
      hasPicture(state.bot)
        ? avatar(state.bot, undefined, "small")
        : html`<img src="static/icon.svg" alt="" width="24" height="24" />`
    }
    <span>${state.bot ? store.nameOfUser(state.bot) : "Playground"}</span>
  </h1>
  ${state.person ? people() : nothing}
  <div class="right">${status()} ${clock()} ${themes()}</div>
`;

function status() {
  if (!state.online) {
    return html`<p class="status is-lost" role="status">
      ${state.bot ? t("frame.offline") : t("frame.connecting")}
    </p>`;
  }
  if (!state.bot) return nothing;
  const name = store.nameOfUser(state.bot);
  const text = t(state.connected ? "frame.bot-online" : "frame.bot-offline", { name });
  return html`<p class="status ${state.connected ? "is-on" : "is-off"}" role="status">${text}</p>`;
}

/** The clock is shown once it is not that of the machine any more. */
function clock() {
  if (Math.abs(state.clock) < A_MINUTE) return nothing;
  const now = new Date(store.now());
  const shown = new Intl.DateTimeFormat(locale(), {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  });
  return html`<time class="clock" title=${t("frame.clock")} datetime=${now.toISOString()}
    >${icon("clock")}${shown.format(now)}</time
  >`;
}

const themes = () => html`<fieldset class="themes">
  <legend class="unseen">${t("frame.theme")}</legend>
  ${THEMES.map(
    (each) => html`<label title=${t(`frame.theme-${each}`)}>
      <input
        type="radio"
        name="theme"
        class="unseen"
        value=${each}
        .checked=${theme() === each}
        @change=${() => choose(each)}
      />
      ${icon(PICTURES[each])}<span class="unseen">${t(`frame.theme-${each}`)}</span>
    </label>`,
  )}
</fieldset>`;

function choose(each) {
  chooseTheme(each);
  store.change();
}
