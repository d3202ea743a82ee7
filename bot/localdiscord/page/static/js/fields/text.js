/** Controls for what is typed: texts and numbers. */

import { t } from "../texts.js";
import { build, html, newId, nothing } from "./build.js";

/** Return a control for a text of `least` to `most` characters; `counted` shows how many are left. */
export function textControl({ value, placeholder, least, most, long, counted }) {
  const id = newId("text");
  const input = long
    ? build(html`<textarea id=${id} rows="4" placeholder=${placeholder ?? ""}></textarea>`)
    : build(
        html`<input type="text" id=${id} placeholder=${placeholder ?? ""} autocomplete="off" />`,
      );
  input.value = value ?? "";
  const counter = counted && most ? build(html`<p class="counter" id="${id}-count"></p>`) : nothing;
  const element = build(html`<div class="text-control">${input}${counter}</div>`);

  function count() {
    if (counter === nothing) return;
    counter.textContent = `${input.value.length}/${most}`;
    counter.classList.toggle("over", input.value.length > most);
  }
  input.addEventListener("input", count);
  count();
  return {
    element,
    input,
    described: counter === nothing ? "" : `${id}-count`,
    filled: () => input.value.trim() !== "",
    focus: () => input.focus(),
    value: () => input.value,
    problem() {
      const length = input.value.length;
      if (most && length > most) return t("field.too-long", { most, over: length - most });
      return least && length < least ? t("field.too-short", { least }) : null;
    },
  };
}

const WHOLE = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/;

/** Return the number that was typed, or null. */
export function parseNumber(text, whole) {
  const typed = text.trim();
  if (!(whole ? WHOLE : DECIMAL).test(typed)) return null;
  return Number(typed.replace(",", "."));
}

/** Return what is wrong with a number within bounds, or null. */
export function numberProblem(text, { whole, least, most }) {
  const number = parseNumber(text, whole);
  if (number === null) return t(whole ? "field.not-whole" : "field.not-number");
  if (!Number.isSafeInteger(Math.trunc(number))) return t("field.too-large");
  if (least !== undefined && number < least) return t("field.at-least", { least });
  return most !== undefined && number > most ? t("field.at-most", { most }) : null;
}

/** Return a control for a number; `whole` takes no decimals. */
export function numberControl({ whole, least, most }) {
  const control = textControl({});
  control.input.inputMode = whole ? "numeric" : "decimal";
  return {
    ...control,
    value: () => parseNumber(control.input.value, whole),
    problem: () => numberProblem(control.input.value, { whole, least, most }),
  };
}
