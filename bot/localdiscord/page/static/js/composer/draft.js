/** What a person is writing in each channel: text, files, and the message it replies to or edits. */

import { state } from "../store.js";

const drafts = new Map();

const key = (channel) => `${state.person} ${channel}`;

/** Return the person's draft for a channel: {text, files, reply, edit}. */
export function draftOf(channel) {
  if (!drafts.has(key(channel))) clearDraft(channel);
  return drafts.get(key(channel));
}

/** Begin anew. */
export function clearDraft(channel) {
  drafts.set(key(channel), { text: "", files: [], reply: null, edit: null });
}
