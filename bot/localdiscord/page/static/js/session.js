/** What the server says becomes state: who is there, the person's world, messages as they come. */

import { channelInAddress, personInAddress, remember } from "./address.js";
import { plain } from "./conversation/markdown/plain.js";
import { announce } from "./frame/announce.js";
import { firstOf } from "./frame/channel_order.js";
import { on, request } from "./socket.js";
import * as store from "./store.js";
import { t } from "./texts.js";

const TYPING_FOR = 10_000;
const { state } = store;

/** Listen to the server. */
export function startSession() {
  on("welcome", welcome);
  on("lost", () => store.change({ online: false }));
  on("world", ifNotSwitching(world));
  on(
    "message",
    ifNotSwitching(({ message }) => arrived(message)),
  );
  on("message_gone", ({ channel, id }) => store.removeMessage(channel, id));
  on("typing", ifNotSwitching(typing));
  on("people", ({ people }) => store.change({ people }));
  on("bot", ({ connected }) => store.change({ connected }));
  on("clock", ({ now }) => store.change({ clock: Date.parse(now) - Date.now() }));
  store.subscribe(() => {
    // Until the server has answered, the address is what a reload would go by.
    if (state.person) remember(state.person, state.channel);
  });
  addEventListener("hashchange", () => {
    const person = personInAddress();
    if (person && person !== state.person) become(person);
  });
}

/** Be another person in this window. */
export async function become(person) {
  store.change({ switching: true });
  try {
    await request("be", { person });
  } catch (error) {
    store.change({ switching: false });
    announce(error.message);
    return;
  }
  if (state.person && person !== state.person) {
    store.change({ community: null, channel: null, drawer: null });
  }
  forget();
  store.change({ person, switching: false });
}

/** Forget what the former person saw, or what may have changed while the connection was lost. */
function forget() {
  for (const map of [state.messages, state.history, state.unread, state.typing, state.failures]) {
    map.clear();
  }
  store.change({ communities: [], direct: null, commands: [], arrived: false });
}

const ifNotSwitching = (handler) => (message) => {
  if (!state.switching) handler(message);
};

function welcome({ now, people, person, bot, connected, largest_file, extensions }) {
  const wanted = state.person ?? personInAddress() ?? person;
  const known = people.some((found) => found.id === wanted);
  store.change({
    online: true,
    clock: Date.parse(now) - Date.now(),
    people,
    bot,
    connected,
    largest_file,
    extensions,
    channel: state.channel ?? channelInAddress(),
  });
  if (known) become(wanted);
  else store.change({ person: null });
}

function world({ type: _type, ...rest }) {
  store.change({ ...rest, arrived: true });
  store.openChannel(store.channel() ? state.channel : (firstChannel()?.id ?? null));
}

/** The first channel of the community that is open, else of the first, else the direct messages. */
function firstChannel() {
  const places = [store.community(), ...state.communities].filter(Boolean);
  return places.map(({ channels }) => firstOf(channels)).find(Boolean) ?? state.direct;
}

function arrived(message) {
  const isNew = store.message(message.id) === null;
  state.typing.get(message.channel_id)?.delete(message.author.id);
  store.putMessage(message);
  if (!isNew || message.author.id === state.person) return;
  if (message.channel_id === state.channel) announce(spoken(message));
  else count(message.channel_id);
}

function count(channel) {
  state.unread.set(channel, (state.unread.get(channel) ?? 0) + 1);
}

/** What is said of a message to whoever does not see it. */
export function spoken(message) {
  const name = message.author_name ?? store.nameOfUser(message.author);
  if (message.thinking) return t("message.thinking", { name });
  const text = [message.content, ...message.components.map(textsOf)].filter(Boolean).join(" ");
  return t("conversation.announced", { name, text: plain(text) || t("conversation.no-text") });
}

function textsOf(component) {
  const inner = [...(component.components ?? []), component.accessory].filter(Boolean);
  return [component.type === 10 ? component.content : null, ...inner.map(textsOf)]
    .filter(Boolean)
    .join(" ");
}

function typing({ channel, user }) {
  if (user === state.person) return;
  const ends = state.typing.get(channel) ?? new Map();
  state.typing.set(channel, ends.set(user, Date.now() + TYPING_FOR));
  store.change();
  setTimeout(() => store.change(), TYPING_FOR);
}
