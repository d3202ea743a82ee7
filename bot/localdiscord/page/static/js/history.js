/** Loads what was written before: of a channel when it is opened, and further back on demand. */

import { announce } from "./frame/announce.js";
import { request } from "./socket.js";
import * as store from "./store.js";

const A_PAGE = 40;
const { state } = store;

/** Load a channel's messages when it is opened. */
export function startHistory() {
  store.subscribe(() => {
    if (!state.arrived || !store.channel() || state.history.has(state.channel)) return;
    load(state.channel);
  });
}

/** Load older messages of the open channel, unless that is under way or there are none. */
export function loadOlder() {
  const known = state.history.get(state.channel);
  if (known?.more && !known.loading) load(state.channel, store.messages()[0]?.id);
}

async function load(channel, before) {
  const known = { more: false, loading: true };
  state.history.set(channel, known);
  store.change();
  try {
    const asked = before ? { channel, before, limit: A_PAGE } : { channel, limit: A_PAGE };
    const { messages, more } = await request("history", asked);
    if (state.history.get(channel) !== known) return; // another person, or the connection was lost
    add(channel, messages);
    state.history.set(channel, { more, loading: false });
  } catch (error) {
    if (state.history.get(channel) === known) {
      state.history.set(channel, { ...known, loading: false });
    }
    if (error.kind !== "offline") announce(error.message);
  }
  store.change();
}

function add(channel, older) {
  const known = state.messages.get(channel) ?? [];
  const ids = new Set(known.map((message) => message.id));
  state.messages.set(channel, [...older.filter(({ id }) => !ids.has(id)), ...known]);
}
