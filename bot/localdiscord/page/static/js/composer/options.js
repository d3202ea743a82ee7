/** The options of a command as fields. */

import { entities } from "../fields/entities.js";
import { field } from "../fields/field.js";
import { filesControl } from "../fields/files.js";
import { selectControl } from "../fields/choice.js";
import { matching, suggestControl } from "../fields/suggest.js";
import { numberControl, numberProblem, parseNumber, textControl } from "../fields/text.js";
import { t } from "../texts.js";
import { localized } from "./commands.js";

// Discord's types of options.
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const NUMBER = 10;
export const ATTACHMENT = 11;
const ENTITIES = { 6: "user", 7: "channel", 8: "role", 9: "mentionable" };

// How long the bot is not asked for suggestions while somebody types, in milliseconds.
const WAIT = 250;
const LONGEST = 6000;

function textLimits(option) {
  return { least: option.min_length, most: option.max_length ?? LONGEST };
}

function suggested(option, ask) {
  const source = async (typed) => {
    const { choices } = await ask(option.name, typed);
    return choices.map((one) => ({ value: one.value, label: one.name }));
  };
  if (option.type === STRING) {
    const freeProblem = (typed) => {
      const probe = textControl({ ...textLimits(option), value: typed });
      return probe.problem();
    };
    return suggestControl({
      source,
      free: (typed) => typed.trim(),
      freeProblem,
      wait: WAIT,
    });
  }
  const whole = option.type === INTEGER;
  return suggestControl({
    source,
    free: (typed) => parseNumber(typed, whole),
    freeProblem: (typed) => numberProblem(typed, numberLimits(option)),
    wait: WAIT,
  });
}

function numberLimits(option) {
  return { whole: option.type === INTEGER, least: option.min_value, most: option.max_value };
}

function choiceItems(option) {
  if (option.type === BOOLEAN) {
    return [
      { value: true, label: t("command.true") },
      { value: false, label: t("command.false") },
    ];
  }
  return option.choices.map((one) => ({ value: one.value, label: localized(one, "name") }));
}

function controlFor(option, ask) {
  if (option.type === ATTACHMENT) return filesControl({ least: 1, most: 1 });
  if (option.type in ENTITIES) {
    const kind = ENTITIES[option.type];
    const source = (typed) => matching(entities(kind, option.channel_types), typed);
    return suggestControl({ source });
  }
  if (option.type === BOOLEAN || option.choices?.length) {
    return selectControl({ items: choiceItems(option), required: option.required });
  }
  if (option.autocomplete) return suggested(option, ask);
  if (option.type === STRING) return textControl(textLimits(option));
  if (option.type === INTEGER || option.type === NUMBER) return numberControl(numberLimits(option));
  throw new Error(`an option of the type ${option.type}`);
}

/** Return the name of an option in the person's language. */
export function optionName(option) {
  return localized(option, "name");
}

/** Return the field of an option; `ask(name, typed)` asks the bot, `remove` takes it away again. */
export function optionField(option, { ask, remove }) {
  const label = optionName(option);
  const control = controlFor(option, ask);
  const description = localized(option, "description");
  return field(control, {
    name: option.name,
    label,
    description,
    required: option.required,
    remove: option.required ? null : remove,
  });
}
