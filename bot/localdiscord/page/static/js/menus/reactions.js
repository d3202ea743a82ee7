/** Reacting to messages. */

import { request } from "../socket.js";
import { openEmoji } from "./emoji.js";
import { orNotice } from "./notice.js";

/** Add a reaction to a message, or take it away. `emoji` is "👍" or "name:id". */
export const react = orNotice(({ message, channel, emoji, on }) =>
  request("react", { message, channel, emoji, on }),
);

/** Open the picker for a reaction to a message. */
export function openReactionPicker(message, at) {
  const channel = message.channel_id;
  openEmoji(at, (emoji) => react({ message: message.id, channel, emoji, on: true }));
}
