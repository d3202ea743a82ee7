/** The components of a modal as fields and texts. */

import { checkControl, checksControl, radioControl, selectControl } from "../fields/choice.js";
import { build, html } from "../fields/build.js";
import { field } from "../fields/field.js";
import { filesControl } from "../fields/files.js";
import { textControl } from "../fields/text.js";
import { choicesOf, isSelect } from "../conversation/components/choices.js";
import { markdown } from "../conversation/markdown/markdown.js";

// Discord's types of components.
const ROW = 1;
const TEXT_INPUT = 4;
const TEXT = 10;
const LABEL = 18;
const UPLOAD = 19;
const RADIO_GROUP = 21;
const CHECKBOX_GROUP = 22;
const CHECKBOX = 23;
const PARAGRAPH = 2;

function asItem({ value, label, description, emoji, default: chosen }) {
  const sign = emoji?.name && !emoji.id ? `${emoji.name} ` : "";
  return { value, label: `${sign}${label}`, hint: description, chosen };
}

/** A list of what the bot takes as `values`, also where only one can be chosen. */
function chooser(component) {
  const items = choicesOf(component).flatMap(({ choices }) => choices.map(asItem));
  const most = component.max_values ?? 1;
  const least = component.min_values ?? 1;
  if (most > 1) return checksControl({ items, least, most });
  const required = component.required ?? true;
  const control = selectControl({ items, placeholder: component.placeholder, required });
  return { ...control, value: () => (control.filled() ? [control.value()] : []) };
}

const CONTROLS = {
  [TEXT_INPUT]: (component) =>
    textControl({
      value: component.value,
      placeholder: component.placeholder,
      least: component.min_length,
      most: component.max_length ?? 4000,
      long: component.style === PARAGRAPH,
      counted: Boolean(component.max_length),
    }),
  [UPLOAD]: (component) =>
    filesControl({ least: component.min_values ?? 1, most: component.max_values ?? 1 }),
  [RADIO_GROUP]: (component) => radioControl({ items: component.options.map(asItem) }),
  [CHECKBOX_GROUP]: (component) =>
    checksControl({
      items: component.options.map(asItem),
      least: component.min_values ?? 1,
      most: component.max_values ?? component.options.length,
    }),
  [CHECKBOX]: (component) => checkControl({ chosen: component.default }),
};

function controlFor(component) {
  if (isSelect(component)) return chooser(component);
  return CONTROLS[component.type](component);
}

function asField(component, label, description) {
  const required = component.type !== CHECKBOX && (component.required ?? true);
  return field(controlFor(component), { name: component.custom_id, label, description, required });
}

/** Return what a component of a modal shows: {element} of a text, or a field. */
export function modalPart(component) {
  if (component.type === LABEL) {
    return asField(component.component, component.label, component.description);
  }
  if (component.type === ROW) {
    const [inner] = component.components;
    return asField(inner, inner.label);
  }
  if (component.type !== TEXT) throw new Error(`a modal's component of the type ${component.type}`);
  return { element: build(html`<div class="text">${markdown(component.content)}</div>`) };
}
