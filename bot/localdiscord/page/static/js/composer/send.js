/** Sending what was written: a new message, a reply, or an edited one. */

import { uploadAll } from "../fields/upload.js";
import { request } from "../socket.js";
import * as store from "../store.js";
import { outgoing } from "./outgoing.js";
import { stopTyping } from "./typing.js";

/** Send a draft. What is refused is thrown, and the draft stays. */
export async function send(channel, { text, files, reply, edit }) {
  const sent = outgoing(text.trim(), store.communityOf(channel));
  if (edit) {
    await request("edit", { message: edit.id, text: sent });
    return;
  }
  const fields = { channel, text: sent };
  if (reply) fields.reply_to = reply.id;
  if (files.length) fields.files = await uploadAll(files);
  await request("post", fields);
  stopTyping();
}

/** Return the newest message of the person in a channel that can be edited, or undefined. */
export function lastOwn(channel) {
  return store
    .messages(channel)
    .findLast((one) => one.author.id === store.state.person && one.type !== 7);
}
