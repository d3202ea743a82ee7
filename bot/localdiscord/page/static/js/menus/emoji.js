/** Choosing an emoji: a few that are used often, the community's own, or any by typing it. */

import { build, html, nothing } from "../fields/build.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { openBeside } from "./popup.js";

const OFTEN = [..."👍🎉😂😮😢🙏🔥👏✅👀🚀⭐💯🤔😍🥳📚🎮🎨🏆🌱👋🍀"];
const COLUMNS = 8;

function move(event, buttons) {
  const at = buttons.indexOf(document.activeElement);
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };
  const next = at >= 0 && event.key in steps && buttons[at + steps[event.key]];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/**
 * Open the picker beside an element. `picked(emoji, text)` is called with what a reaction takes
 * ("👍" or "name:id") and with what is typed into a text.
 */
export function openEmoji(at, picked) {
  const choose = (emoji, text) => () => {
    picker.hidePopover();
    picked(emoji, text);
  };
  const own = (store.community()?.emojis ?? []).map(
    ({
      id,
      name,
      url,
    }) => html`<button type="button" title=":${name}:" @click=${choose(`${name}:${id}`, `:${name}: `)}>
      <img alt=":${name}:" src=${url} />
    </button>`,
  );
  const typed = (event) => {
    event.preventDefault();
    const text = event.target.elements.emoji.value.trim();
    if (text) choose(text, text)();
  };
  const picker =
    build(html`<div class="emoji-picker" popover role="dialog" aria-label=${t("menu.emoji")}>
    <form @submit=${typed}>
      <input name="emoji" aria-label=${t("menu.emoji-any")} placeholder=${t("menu.emoji-any")} autocomplete="off" />
      <button class="button secondary">${t("menu.emoji-use")}</button>
    </form>
    <div class="emoji-grid">
      ${OFTEN.map((one) => html`<button type="button" @click=${choose(one, one)}>${one}</button>`)}${own.length ? own : nothing}
    </div>
  </div>`);
  const buttons = [...picker.querySelectorAll(".emoji-grid button")];
  picker.addEventListener("keydown", (event) => move(event, buttons));
  openBeside(picker, at);
  buttons[0].focus();
}
