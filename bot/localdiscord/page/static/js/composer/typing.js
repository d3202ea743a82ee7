/** Telling others that somebody types. */

import { request } from "../socket.js";

// How long Discord shows it, less a little, in milliseconds.
const OFTEN = 8000;

let last = { channel: null, at: 0 };

/** Tell that something is being typed in a channel, at most once in a while. */
export function tellTyping(channel) {
  const now = performance.now();
  if (last.channel === channel && now - last.at < OFTEN) return;
  last = { channel, at: now };
  // Nobody misses it.
  request("typing", { channel }).catch(() => {});
}

/** A message was sent: whatever is typed next is told again. */
export function stopTyping() {
  last = { channel: null, at: 0 };
}
