/** Buttons and selects of messages: what is pressed and chosen is sent to the bot. */

import * as store from "../store.js";
import { t } from "../texts.js";
import { act } from "./act.js";

async function use(element, { channel, message, custom_id, values }) {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  const action = values ? "choose" : "press";
  const fields = values ? { channel, message, custom_id, values } : { channel, message, custom_id };
  try {
    await act(action, fields, { message });
  } catch (error) {
    store.fail(message, error.message || t("interaction.failed"));
  } finally {
    element.removeAttribute("aria-busy");
  }
}

/** Listen to what people use in messages. */
export function startInteractions() {
  document.addEventListener("component-used", (event) => use(event.target, event.detail));
}
