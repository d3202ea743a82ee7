/** Selects: the browser's own for one choice, boxes to tick for several. */

import { html, nothing, ref } from "../../../vendor/lit-html.js";
import { emit } from "../../emit.js";
import { t } from "../../texts.js";
import { emojiOf } from "../emoji.js";
import { choicesOf } from "./choices.js";
import { manyOf } from "./many.js";

export { isSelect } from "./choices.js";

/** A select of any kind. */
export function select(found, message) {
  const groups = choicesOf(found);
  const use = (element, values) =>
    emit(element, "component-used", {
      message: message.id,
      channel: message.channel_id,
      custom_id: found.custom_id,
      values,
    });
  return (found.max_values ?? 1) > 1
    ? manyOf(found, groups, use, `${message.id}-${found.custom_id}`)
    : oneOf(found, groups, use, message);
}

const settled = new WeakMap(); // select → the message for which it was set

/** Once for each change of the message, a select shows what the message says, not what was chosen. */
function settle(element, value, message) {
  if (!element || settled.get(element) === message) return;
  settled.set(element, message);
  queueMicrotask(() => (element.value = value)); // once its options are there
}

const nameOf = ({ placeholder }) => placeholder || t("component.select");

/** A select for one choice; `use(element, values)` is called with what is chosen. */
function oneOf(found, groups, use, message) {
  const all = groups.flatMap(({ choices }) => choices);
  const chosen = all.find((each) => each.default);
  const mayBeNone = found.min_values === 0 && Boolean(chosen);
  return html`<select
    class="select"
    aria-label=${nameOf(found)}
    data-custom-id=${found.custom_id}
    ${ref((element) => settle(element, chosen?.value ?? "", message))}
    ?disabled=${found.disabled || all.length === 0}
    @change=${({ currentTarget: element }) => use(element, element.value ? [element.value] : [])}
  >
    <option value="" ?hidden=${!mayBeNone} ?disabled=${!mayBeNone} ?selected=${!chosen}>
      ${nameOf(found)}
    </option>
    ${groups.map(({ label, choices }) =>
      label
        ? html`<optgroup label=${label}>${choices.map(option)}</optgroup>`
        : choices.map(option),
    )}
  </select>`;
}

const option = (choice) => html`<option value=${choice.value} ?selected=${choice.default}>
  ${labelOf(choice)}
</option>`;

/** A choice: emoji, label, and what describes it in smaller letters. */
const labelOf = ({ label, description, emoji }) => html`${emoji ? emojiOf(emoji) : nothing}<span
    class="label"
    >${label}</span
  >${description ? html`<span class="dot"> · </span><span class="description">${description}</span>` : nothing}`;
