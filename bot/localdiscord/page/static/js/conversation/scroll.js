/** Where the conversation is scrolled to: it stays at the newest, or where somebody reads. */

import { loadOlder } from "../history.js";
import * as store from "../store.js";

const NEAR = 60; // pixels that still count as being at the end
const EARLY = 400; // pixels from the top at which older messages are asked for

let element = null;
let shown; // the channel that was drawn last; null where none is open
let stays = true; // at the newest
let anchor = null; // {id, top}: the first message in sight, before drawing
let lastSeen = null; // the newest message while one was at the end
let newest = null; // the newest message of the channel, when it was drawn last
let endAt = 0; // how high the content was when it was scrolled to its end
let grown = null;
const left = new Map(); // channel → where it was scrolled to

/** Watch an element that scrolls. */
export function startScrolling(found) {
  element = found;
  element.addEventListener("scroll", scrolled, { passive: true });
  grown = new ResizeObserver(() => {
    if (stays) toEnd();
  });
  grown.observe(element);
}

/** What is below: whether one is away from the newest, and how many have come since. */
export function newBelow() {
  const list = store.messages();
  const seen = list.findIndex(({ id }) => id === lastSeen);
  return { away: !stays, count: !stays && seen >= 0 ? list.length - 1 - seen : 0 };
}

/** Go to the newest message. */
export function toNewest() {
  stays = true;
  toEnd();
  store.change();
}

/** Remember what is in sight. */
export function beforeDrawing() {
  anchor = stays ? null : firstInSight();
}

/**
 * Show again what was in sight; or the newest, in a channel that was not open before. What has no
 * newest message, such as a forum, is shown from its top.
 */
export function afterDrawing(channel, hasNewest) {
  if (channel !== shown) {
    shown = channel;
    grown.disconnect();
    for (const each of [element, ...element.children]) grown.observe(each);
    const before = hasNewest ? left.get(channel) : 0;
    stays = before === undefined;
    if (!stays) element.scrollTop = before;
    if (channel === null) left.clear(); // somebody else will look at the same channels
  } else if (hasComeByOneself()) stays = true;
  newest = store.messages().at(-1)?.id ?? null;
  if (stays) toEnd();
  else if (anchor) keep(anchor);
}

/** Whether the newest message is new, and one's own or the answer to what one did. */
function hasComeByOneself() {
  const last = store.messages().at(-1);
  if (!last || last.id === newest) return false;
  const { person } = store.state;
  return last.ephemeral || [last.author.id, last.interaction_metadata?.user?.id].includes(person);
}

function toEnd() {
  endAt = element.scrollHeight;
  element.scrollTop = endAt;
  lastSeen = store.messages().at(-1)?.id ?? null;
}

function scrolled() {
  if (shown !== store.state.channel) return;
  if (stays && element.scrollHeight !== endAt) {
    toEnd(); // not somebody has scrolled: something above has grown, such as a picture
    return;
  }
  const wasAway = !stays;
  stays = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
  if (stays) {
    left.delete(shown);
    lastSeen = store.messages().at(-1)?.id ?? null;
  } else left.set(shown, element.scrollTop);
  if (wasAway === stays) store.change();
  const isFull = element.scrollHeight > element.clientHeight + EARLY;
  const isDrawn = newest !== null;
  if (isDrawn && element.scrollTop < EARLY && !(stays && isFull)) loadOlder();
}

function firstInSight() {
  const top = element.getBoundingClientRect().top;
  for (const each of element.querySelectorAll("[data-message]")) {
    const box = each.getBoundingClientRect();
    if (box.bottom > top) return { id: each.dataset.message, top: box.top };
  }
  return null;
}

function keep({ id, top }) {
  const found = element.querySelector(`[data-message="${id}"]`);
  if (found) element.scrollTop += found.getBoundingClientRect().top - top;
}
