/** A select for several choices: a button that opens boxes to tick. */

import { html, nothing } from "../../../vendor/lit-html.js";
import { icon } from "../../icons.js";
import { t } from "../../texts.js";
import { emojiOf } from "../emoji.js";

/** The select; `use(element, values)` is called when somebody is done. */
export function manyOf(found, groups, use, key) {
  const all = groups.flatMap(({ choices }) => choices);
  const count = all.filter((each) => each.default).length;
  const name = found.placeholder || t("component.select");
  const id = `many-${key.replaceAll(/[^\w-]/g, "_")}`;
  const limits = { min: found.min_values ?? 1, max: found.max_values };
  return html`<div class="many">
    <button
      type="button"
      class="select"
      data-custom-id=${found.custom_id}
      popovertarget=${id}
      ?disabled=${found.disabled || all.length === 0}
    >
      <span class="chosen">${count > 0 ? t("component.chosen", { count }) : name}</span>${icon("down")}
    </button>
    <form
      id=${id}
      class="choices"
      popover
      aria-label=${name}
      @beforetoggle=${(event) => begin(event, limits)}
      @change=${({ currentTarget }) => limit(currentTarget, limits)}
      @submit=${done(use)}
    >
      <fieldset>
        <legend>${t("component.select-many", limits)}</legend>
        ${groups.map(group)}
      </fieldset>
      <button type="submit" class="button primary">${t("component.done")}</button>
    </form>
  </div>`;
}

const group = ({ label, choices }) =>
  html`${label ? html`<p class="category">${label}</p>` : nothing}${choices.map(box)}`;

const box = (choice) => html`<label class="choice">
  <input type="checkbox" name="value" value=${choice.value} ?checked=${choice.default} />
  ${choice.emoji ? emojiOf(choice.emoji) : nothing}
  <span class="what"
    ><span class="label">${choice.label}</span>${
      choice.description ? html`<span class="description">${choice.description}</span>` : nothing
    }</span
  >
</label>`;

/** Each time it opens, what the message says is ticked. */
function begin({ newState, currentTarget: form }, limits) {
  if (newState !== "open") return;
  form.reset();
  limit(form, limits);
}

const valuesOf = (form) => new FormData(form).getAll("value");

function done(use) {
  return (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    form.hidePopover();
    use(form.parentElement.querySelector(".select"), valuesOf(form));
  };
}

/** No more can be ticked than allowed, and too few cannot be sent. */
function limit(form, { min, max }) {
  const count = valuesOf(form).length;
  for (const each of form.querySelectorAll("input")) each.disabled = !each.checked && count >= max;
  form.querySelector("[type=submit]").disabled = count < min;
}
