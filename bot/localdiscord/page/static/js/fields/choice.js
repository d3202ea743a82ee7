/** Controls for choosing among what is offered: a list, radio buttons, checkboxes. */

import { t } from "../texts.js";
import { build, folded, html, newId, nothing } from "./build.js";

const MANY = 8;

/** Return a control for one of `items` ({value, label, hint?, chosen?}). */
export function selectControl({ items, placeholder, required }) {
  const input = build(html`<select class="select" id=${newId("select")}></select>`);
  const hint = build(html`<p class="hint" id="${input.id}-about"></p>`);
  const empty = new Option(placeholder || t("field.choose"), "");
  empty.disabled = Boolean(required);
  empty.defaultSelected = !items.some((one) => one.chosen);
  input.append(
    empty,
    ...items.map((one) => new Option(one.label, one.value, one.chosen, one.chosen)),
  );
  const tell = () => {
    hint.textContent = items[input.selectedIndex - 1]?.hint ?? "";
  };
  input.addEventListener("change", tell);
  tell();
  return {
    element: build(html`<div class="select-control">${input}${hint}</div>`),
    input,
    described: hint.id,
    filled: () => input.value !== "",
    focus: () => input.focus(),
    value: () => items[input.selectedIndex - 1]?.value,
    problem: () => null,
  };
}

function boxes(type, items) {
  const name = newId("group");
  return items.map((one) => {
    const id = newId("box");
    const about = one.hint ? html`<small id="${id}-hint">${one.hint}</small>` : nothing;
    const described = one.hint ? `${id}-hint` : nothing;
    return build(html`<label class="box" data-words=${folded(one.label)}>
      <input type=${type} name=${name} .value=${one.value} .checked=${Boolean(one.chosen)} aria-describedby=${described} />
      <span>${one.label}${about}</span>
    </label>`);
  });
}

function filterFor(rows) {
  if (rows.length <= MANY) return nothing;
  const only = ({ target }) => {
    const typed = folded(target.value);
    for (const row of rows) row.hidden = !row.dataset.words.includes(typed);
  };
  return html`<input type="search" aria-label=${t("field.filter")} placeholder=${t("field.filter")} @input=${only} />`;
}

/** Return a control for one of a few, all in sight. */
export function radioControl({ items }) {
  const rows = boxes("radio", items);
  const chosen = () => rows.map((row) => row.control).find((box) => box.checked);
  return {
    element: build(html`<div class="boxes">${rows}</div>`),
    group: true,
    filled: () => Boolean(chosen()),
    focus: () => (chosen() ?? rows[0].control).focus(),
    value: () => chosen()?.value ?? "",
    problem: () => null,
  };
}

/** Return a control for `least` to `most` of some. */
export function checksControl({ items, least, most }) {
  const rows = boxes("checkbox", items);
  const chosen = () => rows.map((row) => row.control).filter((box) => box.checked);
  return {
    element: build(html`<div class="boxes scrolls">${filterFor(rows)}${rows}</div>`),
    group: true,
    filled: () => chosen().length > 0,
    focus: () => rows[0]?.control.focus(),
    value: () => chosen().map((box) => box.value),
    problem() {
      const count = chosen().length;
      if (count > most) return t("field.choose-at-most", { most });
      return count < least ? t("field.choose-at-least", { least }) : null;
    },
  };
}

/** Return a control for yes or no. */
export function checkControl({ chosen }) {
  const input = build(html`<input type="checkbox" id=${newId("check")} />`);
  input.checked = Boolean(chosen);
  return {
    element: input,
    input,
    filled: () => true,
    focus: () => input.focus(),
    value: () => input.checked,
    problem: () => null,
  };
}
