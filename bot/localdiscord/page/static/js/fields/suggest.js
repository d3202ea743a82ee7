/** A control for typing with suggestions: members, roles, channels, and what the bot suggests. */

import { avatar } from "../avatar.js";
import { cssColor } from "../color.js";
import { t } from "../texts.js";
import { build, folded, html, newId, nothing } from "./build.js";
import { Suggestions } from "./suggestions.js";

const MOST = 25;

function markOf({ user, label, picture, color }) {
  if (user) return avatar(user, label, "tiny");
  if (picture) return html`<img alt="" src=${picture} />`;
  const style = color ? `background: ${cssColor(color)}` : "";
  return color === undefined
    ? nothing
    : html`<span class="dot" aria-hidden="true" .style=${style}></span>`;
}

/** Return an item of a list: its picture or colour, its name, and what tells it from others. */
export function itemView(item) {
  const { label, hint } = item;
  return html`${markOf(item)}<span>${label}</span>${hint ? html`<small>${hint}</small>` : nothing}`;
}

const wordsOf = (text) => folded(text.replace(/^[@#]/, ""));

/** Return the items whose name has what was typed, those that begin with it first. */
export function matching(items, typed) {
  const wanted = wordsOf(typed);
  const found = items.filter(
    (item) => wordsOf(item.label).includes(wanted) || folded(item.hint ?? "").includes(wanted),
  );
  const rank = (item) => (wordsOf(item.label).startsWith(wanted) ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

/**
 * Return a control. `source(typed)` returns items, or a promise of them; `free(typed)` turns a text
 * that was not chosen into a value, and `freeProblem(typed)` says what is wrong with it: without
 * them only what is suggested can be taken. `wait` is how long it waits for more typing, in ms.
 */
export function suggestControl({ source, free, freeProblem = () => null, wait = 0 }) {
  const input = build(
    html`<input type="text" id=${newId("suggest")} autocomplete="off" spellcheck="false" />`,
  );
  const list = new Suggestions(input, {
    draw: itemView,
    choose,
    at: () => input.closest(".field") ?? input,
  });
  const element = build(html`<div class="suggest-control">${input}${list.element}</div>`);
  let chosen = null;
  let turn = 0;
  let timer = 0;

  function choose(item) {
    chosen = item;
    input.value = item.label;
    turn += 1;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  async function ask() {
    turn += 1;
    const mine = turn;
    const typed = input.value;
    try {
      const items = await source(typed);
      // Answers may come in another order than they were asked for: only the last one counts.
      if (mine === turn) list.show(items, { first: !free || typed !== "" });
    } catch {
      if (mine === turn) list.say(t("field.loading-failed"));
    }
  }
  function begin() {
    clearTimeout(timer);
    if (wait && !list.open) list.say(t("field.loading"));
    if (wait) timer = setTimeout(ask, wait);
    else ask();
  }
  input.addEventListener("input", () => {
    chosen = null;
    begin();
  });
  input.addEventListener("focus", () => chosen || begin());
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    turn += 1;
    if (!chosen && !free) settle();
  });

  /** Take what was typed in full, as if it had been chosen. */
  function settle() {
    const typed = folded(input.value.trim());
    const items = typed ? source(input.value) : [];
    if (!Array.isArray(items)) return;
    chosen =
      items.find((one) => folded(one.label) === typed || folded(one.label.slice(1)) === typed) ??
      null;
  }
  return {
    element,
    input,
    filled: () => Boolean(chosen) || input.value.trim() !== "",
    focus: () => input.focus(),
    value: () => chosen?.value ?? free?.(input.value),
    problem() {
      if (chosen) return null;
      return free ? freeProblem(input.value) : t("field.choose-from-list");
    },
  };
}
