/** Keeping one's place: when what had the focus in a message goes, its message has it. */

import { subscribe } from "../store.js";

let last = null; // {element, message}

function restore() {
  if (!last || last.element.isConnected || document.activeElement !== document.body) return;
  document.querySelector(`[data-message="${last.message}"]`)?.focus({ preventScroll: true });
  last = null;
}

/** Watch the focus in the conversation. It must start after the conversation draws. */
export function keepFocus() {
  document.addEventListener("focusin", ({ target }) => {
    const message = target.closest("[data-message]")?.dataset.message;
    last = message ? { element: target, message } : null;
  });
  subscribe(restore);
}
