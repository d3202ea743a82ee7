/** What this window knows, and who is told when it changes. */

export const state = {
  online: false, // the socket is open and the server has said welcome
  clock: 0, // milliseconds by which the local Discord's clock is ahead of this machine's
  people: [],
  person: null,
  switching: false, // another person was asked for, and the server has not replied yet
  bot: null,
  connected: false, // the bot is
  largest_file: 0, // in bytes
  extensions: [],
  communities: [],
  direct: null,
  direct_commands: [],
  direct_messages_open: true,
  other_communities: [],
  commands: [],
  arrived: false, // the person's world has come
  community: null,
  channel: null,
  messages: new Map(), // channel → messages, oldest first
  history: new Map(), // channel → {more, loading}
  unread: new Map(), // channel → number
  typing: new Map(), // channel → Map of user → when it ends
  failures: new Map(), // message → text
  right: "members",
  drawer: null, // "left" | "right" | null, where the window is narrow
};

const listeners = new Set();
let due = false;

/** Call `listener` after each change, once for all changes of a moment. Returns what removes it. */
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Change some of the state. Maps are changed in place; then call it without anything. */
export function change(patch = {}) {
  Object.assign(state, patch);
  if (due) return;
  due = true;
  const later = document.hidden ? setTimeout : requestAnimationFrame;
  later(() => {
    due = false;
    for (const listener of listeners) listener(state);
  });
}

/** The time on the local Discord, which the demo moves. */
export const now = () => Date.now() + state.clock;

export const me = () => userOf(state.person);
export const locale = () => me()?.locale ?? null;

export const community = (id = state.community) =>
  state.communities.find((found) => found.id === id) ?? null;

export const allChannels = () => [
  ...state.communities.flatMap((found) => found.channels),
  ...(state.direct ? [state.direct] : []),
];

export const channel = (id = state.channel) =>
  allChannels().find((found) => found.id === id) ?? null;

export const communityOf = (channelId) =>
  state.communities.find((found) => found.channels.some((each) => each.id === channelId)) ?? null;

export const member = (userId, inside = community()) =>
  inside?.members.find((found) => found.user.id === userId) ?? null;

export const role = (roleId, inside = community()) =>
  inside?.roles.find((found) => found.id === roleId) ?? null;

/** Somebody of this community, or somebody known at all, or null. */
export function userOf(userId) {
  if (userId === null) return null;
  if (userId === state.bot?.id) return state.bot;
  return (
    state.people.find((found) => found.id === userId) ??
    member(userId)?.user ??
    state.communities.map((each) => member(userId, each)?.user).find(Boolean) ??
    null
  );
}

export const nameOfUser = (user) => user.global_name ?? user.username;

/** What somebody is called here, or null. */
export function nameOf(userId) {
  const user = userOf(userId);
  return member(userId)?.nick ?? (user ? nameOfUser(user) : null);
}

/** The roles of a member, highest first, without that of everyone. */
export function rolesOf(found, inside = community()) {
  return inside.roles
    .filter((each) => found.roles.includes(each.id) && each.id !== inside.id)
    .toSorted((a, b) => b.position - a.position);
}

/** The colour of a member's name as a number, or null. */
export const colorOf = (found, inside = community()) =>
  rolesOf(found, inside).find((each) => each.color)?.color || null;

export const messages = (channelId = state.channel) => state.messages.get(channelId) ?? [];

export const message = (id) =>
  [...state.messages.values()].flat().find((found) => found.id === id) ?? null;

/** Show a channel. What it needs is loaded by itself (history.js). */
export function openChannel(id) {
  state.unread.delete(id);
  change({ channel: id, community: communityOf(id)?.id ?? null, drawer: null });
}

/** Show a message that only this window knows, such as that the bot did not respond. */
export function addLocal(local) {
  putMessage({ ...local, local: true });
}

/** Say below a message what went wrong with it, or nothing more (null). */
export function fail(messageId, text) {
  if (text === null) state.failures.delete(messageId);
  else state.failures.set(messageId, text);
  change();
}

/** Let the right column show members, the panel, or nothing (null). */
export function showRight(right) {
  change({ right });
}

const isBefore = (one, other) =>
  one.length === other.length ? one < other : one.length < other.length;

/** Add or replace a message in its place; its id says when it was sent. */
export function putMessage(found) {
  const list = [...(state.messages.get(found.channel_id) ?? [])];
  const at = list.findIndex((each) => each.id === found.id);
  if (at >= 0) list[at] = found;
  else {
    const after = list.findLastIndex((each) => isBefore(each.id, found.id));
    list.splice(after + 1, 0, found);
  }
  state.messages.set(found.channel_id, list);
  state.failures.delete(found.id);
  change();
}

/** Forget a message. */
export function removeMessage(channelId, id) {
  const kept = messages(channelId).filter((each) => each.id !== id);
  state.messages.set(channelId, kept);
  change();
}
