/** What a person asks the bot to do, and what becomes of it. */

import { openModal } from "../modal/modal.js";
import { request } from "../socket.js";
import * as store from "../store.js";
import { t } from "../texts.js";

// Discord's ids count milliseconds from the beginning of 2015, in their upper 42 bits.
const EPOCH = 1_420_070_400_000;

const newestId = () => String(BigInt(Math.round(store.now()) - EPOCH) << 22n);

/** Show, for this window only, that the bot did not answer a command. */
function showNoAnswer(channel, name) {
  const id = newestId();
  store.addLocal({
    id,
    channel_id: channel,
    type: 20,
    author: store.state.bot,
    content: "",
    timestamp: new Date(store.now()).toISOString(),
    interaction_name: name,
    embeds: [],
    attachments: [],
    components: [],
    mentions: [],
    reactions: [],
    ephemeral: true,
  });
  store.fail(id, t("interaction.did-not-respond"));
}

/**
 * Send a command, a press or a choice, and show what becomes of it: a form is opened, and where
 * the bot did not answer it says so, at `message` or as a message of its own. What is refused is
 * thrown. `name` is what was used, as people see it.
 */
export async function act(action, fields, { name, message }) {
  if (message) store.fail(message, null);
  const result = await request(action, fields);
  if (result.outcome === "modal") openModal(result.modal);
  if (result.outcome !== "failed") return result;
  if (message) store.fail(message, t("interaction.failed"));
  else showNoAnswer(fields.channel, name);
  return result;
}
