/** Menus of members and messages, and reactions. */

import * as store from "../store.js";
import { openMemberMenu } from "./member_menu.js";
import { openMessageMenu } from "./message_menu.js";
import { openReactionPicker, react } from "./reactions.js";
import "./texts.js";

const idOf = (thing) => thing.id ?? thing;

/** Listen to what is opened in the conversation and the list of members. */
export function startMenus() {
  document.addEventListener("open-menu", ({ detail }) => {
    const id = idOf(detail.target);
    if (detail.kind === "message") openMessageMenu(id, detail.at);
    else openMemberMenu(id, detail.channel ?? store.state.channel, detail.at);
  });
  document.addEventListener("toggle-reaction", ({ detail }) =>
    react({ ...detail, message: idOf(detail.message) }),
  );
  document.addEventListener("open-picker", ({ detail }) => {
    const message = store.message(idOf(detail.message));
    if (message) openReactionPicker(message, detail.at);
  });
}
