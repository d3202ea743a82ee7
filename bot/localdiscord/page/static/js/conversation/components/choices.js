/** What can be chosen in a select of each kind. */

import { isVoice } from "../../frame/channel_order.js";
import * as store from "../../store.js";
import { t } from "../../texts.js";

const STRINGS = 3;
const USERS = 5;
const ROLES = 6;
const MENTIONABLE = 7;
const CHANNELS = 8;
const CATEGORY = 4;

const KINDS = {
  [STRINGS]: ({ options }) => [{ label: null, choices: options }],
  [USERS]: () => [{ label: null, choices: members() }],
  [ROLES]: () => [{ label: null, choices: roles() }],
  [MENTIONABLE]: () => [
    { label: t("component.members"), choices: members() },
    { label: t("component.roles"), choices: roles() },
  ],
  [CHANNELS]: ({ channel_types: types }) => [{ label: null, choices: channels(types) }],
};

/** Whether a component is a select. */
export const isSelect = ({ type }) => type in KINDS;

/** The groups of choices: {label or null, choices: {value, label, description?, emoji?, default?}}. */
export function choicesOf(select) {
  const chosen = new Set((select.default_values ?? []).map(({ id }) => id));
  return KINDS[select.type](select).map(({ label, choices }) => ({
    label,
    choices: choices.map((each) => ({ ...each, default: each.default || chosen.has(each.value) })),
  }));
}

function members() {
  const found =
    store.community()?.members ?? [store.me(), store.state.bot].map((user) => ({ user }));
  return found.map(({ user, nick }) => ({
    value: user.id,
    label: nick ?? store.nameOfUser(user),
    description: `@${user.username}`,
  }));
}

function roles() {
  const community = store.community();
  return (community?.roles ?? [])
    .toSorted((a, b) => b.position - a.position)
    .map(({ id, name, color }) => ({ value: id, label: `@${name.replace(/^@/, "")}`, color }));
}

function channels(types) {
  return (store.community()?.channels ?? [])
    .filter(({ type }) => !types?.length || types.includes(type))
    .map((channel) => ({ value: channel.id, label: `${markOf(channel)}${channel.name}` }));
}

function markOf(channel) {
  if (isVoice(channel)) return "🔊 ";
  return channel.type === CATEGORY ? "" : "#";
}
