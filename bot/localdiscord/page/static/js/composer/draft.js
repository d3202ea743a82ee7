/** What is being written in each channel: text, files, and the message it replies to or edits. */

const drafts = new Map();

/** Return the draft of a channel: {text, files, reply, edit}. */
export function draftOf(channel) {
  if (!drafts.has(channel)) clearDraft(channel);
  return drafts.get(channel);
}

/** Begin anew. */
export function clearDraft(channel) {
  drafts.set(channel, { text: "", files: [], reply: null, edit: null });
}
