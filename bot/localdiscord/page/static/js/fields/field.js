/**
 * A field: a control with its label, its description, and what is wrong with its value.
 *
 * A control is {element, input?, group?, filled(), problem(), value(), focus()}: `input` is what the
 * label is for, `group` says that it is several elements, `problem()` is a text or null, and
 * `value()` may be a promise.
 */

import { icon } from "../icons.js";
import { t } from "../texts.js";
import { build, html, newId, nothing } from "./build.js";

function frame(control, { id, label, description, required, remove }) {
  const mark = required
    ? html`<span class="required" title=${t("field.required-mark")} aria-hidden="true">*</span>`
    : nothing;
  const about = description ? html`<p class="hint" id="${id}-hint">${description}</p>` : nothing;
  const take = remove
    ? html`<button type="button" class="tool" aria-label=${t("field.remove", { name: label })} @click=${remove}>${icon("close")}</button>`
    : nothing;
  const wrong = html`<p class="wrong" id="${id}-wrong" role="alert"></p>`;
  if (control.group) {
    return build(html`<fieldset class="field">
      <legend>${label}${mark}</legend>
      ${about}${control.element}${wrong}
    </fieldset>`);
  }
  return build(html`<div class="field">
    <div class="caption"><label for=${control.input.id}>${label}${mark}</label>${take}</div>
    ${about}${control.element}${wrong}
  </div>`);
}

/** Return a field: {name, element, filled(), check(), value(), focus(), add?}. */
export function field(control, about) {
  const id = newId("field");
  const element = frame(control, { ...about, id });
  const wrong = element.querySelector(".wrong");
  const told = control.input ?? element;
  const descriptions = [about.description ? `${id}-hint` : "", `${id}-wrong`, control.described];
  told.setAttribute("aria-describedby", descriptions.filter(Boolean).join(" "));
  if (about.required && control.input) told.setAttribute("aria-required", "true");

  function problem() {
    if (control.filled()) return control.problem();
    return about.required ? t("field.required") : null;
  }
  function show(text) {
    wrong.textContent = text ?? "";
    if (control.input) control.input.setAttribute("aria-invalid", String(Boolean(text)));
    element.classList.toggle("invalid", Boolean(text));
  }
  let checked = false; // then it says at once what is wrong
  for (const type of ["input", "change"]) {
    element.addEventListener(type, () => checked && show(problem()));
  }
  return {
    name: about.name,
    element,
    add: control.add,
    filled: control.filled,
    focus: control.focus,
    value: control.value,
    /** Show what is wrong; whether nothing is. */
    check() {
      checked = true;
      const text = problem();
      show(text);
      return text === null;
    },
  };
}

/** Return what was given in the fields, by name. */
export async function valuesOf(fields) {
  const values = await Promise.all(fields.map((one) => one.value()));
  return Object.fromEntries(fields.map((one, index) => [one.name, values[index]]));
}

/** Check all fields, and move to the first that is wrong; whether none is. */
export function checkAll(fields) {
  const wrong = fields.filter((one) => !one.check());
  wrong[0]?.focus();
  return wrong.length === 0;
}
