/** The menu of a message. */

import { emit } from "../emit.js";
import { openForm } from "../modal/modal.js";
import { request } from "../socket.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { appsGroup } from "./apps.js";
import { copy } from "./copy.js";
import { orNotice } from "./notice.js";
import { may, MANAGE_MESSAGES } from "./permissions.js";
import { openMenu } from "./popup.js";
import { openReactionPicker } from "./reactions.js";

// Types of channels in which threads can begin: text and announcements.
const WITH_THREADS = new Set([0, 5]);

function startThread(message) {
  const name = { type: 4, style: 1, custom_id: "name", max_length: 100 };
  openForm({
    title: t("menu.thread"),
    components: [{ type: 18, label: t("menu.thread-name"), component: name }],
    send: t("menu.thread-create"),
    async submit(values) {
      const result = await request("thread", { message: message.id, name: values.name });
      store.openChannel(result.channel);
    },
  });
}

function remove(message) {
  openForm({
    title: t("menu.delete"),
    components: [{ type: 10, content: t("menu.delete-question") }],
    send: t("menu.delete"),
    submit: () => request("delete", { message: message.id }),
  });
}

function ownItems(message, own) {
  const items = [];
  if (own) {
    const edit = () => emit(document, "edit-message", { message });
    items.push({ label: t("menu.edit"), icon: "edit", act: edit });
  }
  if (own || may(store.communityOf(message.channel_id), MANAGE_MESSAGES)) {
    items.push({
      label: t("menu.delete"),
      icon: "delete",
      danger: true,
      act: () => remove(message),
    });
  }
  return items;
}

function talkItems(message, channel, at) {
  const items = [
    { label: t("menu.reply"), icon: "reply", act: () => emit(document, "reply-to", { message }) },
    { label: t("menu.react"), icon: "react", act: () => openReactionPicker(message, at) },
  ];
  if (WITH_THREADS.has(channel?.type) && !message.thread) {
    items.push({ label: t("menu.thread"), icon: "thread", act: () => startThread(message) });
  }
  return items;
}

/** Open the menu of a message. */
export function openMessageMenu(id, at) {
  const message = store.message(id);
  if (!message) return;
  const channel = store.channel(message.channel_id);
  const dismiss = orNotice(async () => {
    if (!message.local) await request("delete", { message: id });
    store.removeMessage(message.channel_id, id);
  });
  const copies = message.local ? [] : [copy(t("menu.copy-message-id"), id)];
  if (message.content) copies.unshift(copy(t("menu.copy-text"), message.content));
  const groups = message.ephemeral
    ? [{ items: [{ label: t("menu.dismiss"), icon: "close", act: dismiss }] }, { items: copies }]
    : [
        { items: talkItems(message, channel, at) },
        appsGroup("message", id, message.channel_id),
        { items: ownItems(message, message.author.id === store.state.person) },
        { items: copies },
      ];
  openMenu(at, t("menu.of-message"), groups);
}
