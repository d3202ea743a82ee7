/** The web socket: requests with their replies, and what comes by itself. It reconnects. */

import { refusalText } from "./refusals.js";
import { t } from "./texts.js";

const FIRST_WAIT = 400;
const LONGEST_WAIT = 8000;

/** What a request fails with: `kind` as the server names it, `message` to be shown. */
export class RequestError extends Error {
  constructor(kind, text) {
    super(text);
    this.name = "RequestError";
    this.kind = kind;
  }
}

const handlers = new Map();
const waiting = new Map();
let socket = null;
let lastId = 0;
let wait = FIRST_WAIT;

/** Call `handler` with each message of this type. Returns what removes it. */
export function on(type, handler) {
  const list = handlers.get(type) ?? new Set();
  handlers.set(type, list.add(handler));
  return () => list.delete(handler);
}

/** Ask the server to do something; resolves with its result, or rejects with a RequestError. */
export function request(action, fields = {}) {
  if (socket?.readyState !== WebSocket.OPEN) {
    return Promise.reject(new RequestError("offline", t("refusal.offline")));
  }
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    socket.send(JSON.stringify({ ...fields, id, do: action }));
  });
}

/** Connect, and again whenever the connection breaks. */
export function connect() {
  const address = new URL("socket", location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.hash = "";
  socket = new WebSocket(address);
  socket.addEventListener("message", (event) => receive(JSON.parse(event.data)));
  socket.addEventListener("close", lost);
}

function receive(message) {
  if (message.type === "reply") {
    settle(message);
    return;
  }
  if (message.type === "welcome") wait = FIRST_WAIT;
  emit(message.type, message);
}

function settle({ id, ok, result, error }) {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (ok) asked?.resolve(result);
  else asked?.reject(new RequestError(error.kind, refusalText(error)));
}

function emit(type, message) {
  for (const handler of handlers.get(type) ?? []) handler(message);
}

function lost() {
  for (const { reject } of waiting.values()) {
    reject(new RequestError("offline", t("refusal.offline")));
  }
  waiting.clear();
  emit("lost", {});
  setTimeout(connect, wait * (0.75 + Math.random() / 2));
  wait = Math.min(wait * 2, LONGEST_WAIT);
}
