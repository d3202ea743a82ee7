/** The place to write under the conversation: messages, commands, and posts of a forum. */

import { build, html, nothing, render } from "../fields/build.js";
import { fileItem, takeFiles } from "../fields/files.js";
import { icon } from "../icons.js";
import { openEmoji } from "../menus/emoji.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { commandForm } from "./command_form.js";
import { clearDraft, draftOf } from "./draft.js";
import { newPost } from "./forum.js";
import { asTyped } from "./outgoing.js";
import { lastOwn, send } from "./send.js";
import { textBox } from "./text_box.js";
import { tellTyping } from "./typing.js";
import "./texts.js";

const FORUM = 15;

/** Show the composer in an element, for whichever channel is open. */
export function mountComposer(place) {
  let shown = null; // the channel
  let form = null; // of a chosen command
  let busy = false;

  const box = textBox({ changed, command: openCommand });
  const above = build(html`<div class="pending"></div>`);
  const wrong = build(html`<p class="wrong" role="alert"></p>`);
  const picker = build(
    html`<input type="file" multiple hidden aria-hidden="true" tabindex="-1" />`,
  );
  const sendButton = build(
    html`<button type="button" class="tool send" @click=${submit}>${icon("send")}</button>`,
  );
  const attach = build(
    html`<button type="button" class="tool" @click=${() => picker.click()}>${icon("add")}</button>`,
  );
  const emoji = build(
    html`<button type="button" class="tool" @click=${addEmoji}>${icon("react")}</button>`,
  );
  const row = build(
    html`<div class="box-row">${attach}${box.element}${emoji}${sendButton}${picker}</div>`,
  );
  const writing = build(html`<div class="writing">${box.list.element}${above}${row}${wrong}</div>`);

  function changed(text) {
    draftOf(shown).text = text;
    wrong.textContent = "";
    if (text && !text.startsWith("/")) tellTyping(shown);
  }
  function label() {
    const channel = store.channel();
    const name =
      channel?.type === 1 ? `@${store.nameOfUser(store.state.bot)}` : `#${channel?.name}`;
    const text = t(channel?.can_send === false ? "composer.not-allowed" : "composer.placeholder", {
      name,
    });
    box.element.placeholder = text;
    box.element.setAttribute("aria-label", text);
    for (const [button, key] of [
      [sendButton, "send"],
      [attach, "attach"],
      [emoji, "emoji"],
    ]) {
      button.setAttribute("aria-label", t(`composer.${key}`));
      button.title = t(`composer.${key}`);
    }
    for (const one of [box.element, attach, emoji, sendButton]) {
      one.disabled = channel?.can_send === false;
    }
  }

  function drawAbove() {
    const draft = draftOf(shown);
    const other = draft.edit ?? draft.reply;
    const stop = () => {
      if (draft.edit) clearDraft(shown);
      else draft.reply = null;
      restore();
    };
    const name = other ? (other.author_name ?? store.nameOfUser(other.author)) : "";
    const bar = html`<div class="context">
      <span>${draft.edit ? t("composer.editing") : t("composer.replying", { name })}</span>
      <button type="button" class="tool" aria-label=${t("composer.stop")} @click=${stop}>${icon("close")}</button>
    </div>`;
    const remove = (file) => () => {
      draft.files = draft.files.filter((one) => one !== file);
      drawAbove();
      box.element.focus();
    };
    const files = html`<ul class="files" aria-label=${t("composer.files")}>
      ${draft.files.map((file) => fileItem(file, remove(file)))}
    </ul>`;
    render(html`${other ? bar : nothing}${draft.files.length ? files : nothing}`, above);
  }
  /** Show the draft of the channel. */
  function restore() {
    wrong.textContent = "";
    box.element.value = draftOf(shown).text;
    box.list.hide();
    box.grow();
    drawAbove();
    if (!busy) box.element.focus();
  }
  function addFiles(files) {
    if (form) return form.takeFiles(files);
    draftOf(shown).files.push(...files);
    drawAbove();
    return box.element.focus();
  }
  function addEmoji() {
    openEmoji(emoji, (_, text) => box.insert(text));
  }

  function openCommand(entry, rest) {
    const leave = () => {
      closeCommand();
      draftOf(shown).text = `/${entry.name}`;
      restore();
    };
    form = commandForm(entry, { channel: shown, rest, leave, done: closeCommand });
    place.replaceChildren(form.element);
    form.focus();
  }
  function closeCommand() {
    form = null;
    draftOf(shown).text = "";
    place.replaceChildren(writing);
    restore();
  }

  async function submit() {
    const channel = shown;
    const draft = draftOf(channel);
    if (busy || (!draft.text.trim() && !draft.files.length)) return;
    busy = true;
    row.setAttribute("aria-busy", "true");
    wrong.textContent = "";
    try {
      await send(channel, draft);
      clearDraft(channel);
      if (shown === channel) restore();
    } catch (error) {
      wrong.textContent = error.message;
    } finally {
      busy = false;
      row.removeAttribute("aria-busy");
      box.element.focus();
    }
  }

  function edit(message) {
    const text = asTyped(message.content, store.communityOf(message.channel_id));
    Object.assign(draftOf(shown), { edit: message, reply: null, text, files: [] });
    restore();
  }
  function key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && !box.element.value) {
      const last = lastOwn(shown);
      if (last) event.preventDefault();
      if (last) edit(last);
    } else if (event.key === "Escape") {
      const draft = draftOf(shown);
      if (draft.edit) clearDraft(shown);
      draft.reply = null;
      restore();
    }
  }

  function show() {
    const channel = store.channel();
    if (channel?.id === shown) return label();
    shown = channel?.id ?? null;
    form = null;
    if (!channel) return place.replaceChildren();
    if (channel.type === FORUM) return place.replaceChildren(newPost(channel));
    place.replaceChildren(writing);
    label();
    return restore();
  }

  box.element.addEventListener("keydown", key);
  picker.addEventListener("change", () => {
    addFiles([...picker.files]);
    picker.value = "";
  });
  takeFiles(writing, addFiles);
  takeFiles(document.querySelector("#messages"), addFiles);
  document.addEventListener("reply-to", ({ detail }) => {
    draftOf(shown).reply = detail.message;
    if (form) closeCommand();
    else restore();
  });
  document.addEventListener("edit-message", ({ detail }) => edit(detail.message));
  store.subscribe(show);
  show();
}
