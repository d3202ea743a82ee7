/** Members, roles and channels as items to choose from. */

import { choicesOf } from "../conversation/components/choices.js";
import { userOf } from "../store.js";

// The select of each kind: what can be chosen in it can be chosen here.
const SELECTS = { user: 5, role: 6, mentionable: 7, channel: 8 };

/** Return what can be chosen, as items of a list: kind is "user", "role", "mentionable" or "channel". */
export function entities(kind, types) {
  const groups = choicesOf({ type: SELECTS[kind], channel_types: types });
  const choices = groups.flatMap((group) => group.choices);
  const user = (value) => (kind === "user" || kind === "mentionable" ? userOf(value) : null);
  return choices.map(({ value, label, description: hint, color }) => ({
    value,
    label,
    hint,
    color,
    user: user(value),
  }));
}
