/** Buttons and selects of messages: what is pressed and chosen is sent to the bot. */

import { build, html } from "../fields/build.js";
import { announce } from "../frame/announce.js";
import { spoken } from "../session.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { act } from "./act.js";
import { keepFocus } from "./focus.js";
import "../composer/texts.js";

const resetter = build(html`<form id="select-resetter" hidden></form>`);

/** Let a select show what the bot says is chosen, so that the same can be chosen once more. */
function reset(select) {
  select.setAttribute("form", resetter.id);
  resetter.reset();
  select.removeAttribute("form");
}

let stopListening = () => {};

/** Say a message once it has changed; a new one is said by itself. */
function sayOnceChanged(id) {
  stopListening();
  const before = store.message(id);
  stopListening = store.subscribe(() => {
    const now = store.message(id);
    if (now === before) return;
    stopListening();
    if (now) announce(spoken(now));
  });
}

async function use(element, { channel, message, custom_id, values }) {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  const action = values ? "choose" : "press";
  const fields = values ? { channel, message, custom_id, values } : { channel, message, custom_id };
  sayOnceChanged(message);
  try {
    await act(action, fields, { message });
  } catch (error) {
    store.fail(message, error.message || t("interaction.failed"));
  } finally {
    element.removeAttribute("aria-busy");
    if (element.matches("select")) reset(element);
  }
}

/** Listen to what people use in messages. */
export function startInteractions() {
  document.body.append(resetter);
  document.addEventListener("component-used", (event) => use(event.target, event.detail));
  keepFocus();
}
