/** A line that says what went wrong with something that has no place of its own. */

import { build, html } from "../fields/build.js";

// How long it stays, in milliseconds.
const STAYS = 6000;

/** Show a text for a while. */
export function notice(text) {
  const line = build(html`<p class="notice" role="alert" popover="manual"></p>`);
  document.querySelector("#layers").append(line);
  line.showPopover();
  line.textContent = text;
  setTimeout(() => line.remove(), STAYS);
}

/** Return a function that does something and shows what it is refused with. */
export function orNotice(action) {
  return async (...values) => {
    try {
      await action(...values);
    } catch (error) {
      notice(error.message);
    }
  };
}
