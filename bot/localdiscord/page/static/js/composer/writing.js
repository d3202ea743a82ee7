/** Writing a message: the text box with its buttons, and what is sent with it. */

import { build, html, render } from "../fields/build.js";
import { icon } from "../icons.js";
import { openEmoji } from "../menus/emoji.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { clearDraft, draftOf } from "./draft.js";
import { asTyped } from "./outgoing.js";
import { pending } from "./pending.js";
import { lastOwn, send } from "./send.js";
import { textBox } from "./text_box.js";
import { tellTyping } from "./typing.js";

const DIRECT = 1;

const tool = (name, act) =>
  build(html`<button type="button" class="tool" @click=${act}>${icon(name)}</button>`);

function nameOf(channel) {
  return channel.type === DIRECT ? `@${store.nameOfUser(store.state.bot)}` : `#${channel.name}`;
}

/** Return the place to write; `command(entry, rest)` is called when a command was chosen. */
export function writingPlace({ command }) {
  let shown = null; // the channel
  let busy = false;

  const box = textBox({ changed, command });
  const above = build(html`<div class="pending"></div>`);
  const wrong = build(html`<p class="wrong" role="alert"></p>`);
  const picker = build(html`<input type="file" multiple hidden />`);
  const tools = {
    attach: tool("add", () => picker.click()),
    emoji: tool("react", ({ currentTarget: at }) => openEmoji(at, (_, text) => box.insert(text))),
    send: tool("send", submit),
  };
  const row = build(html`<div class="box-row">
    ${tools.attach}${box.element}${tools.emoji}${tools.send}${picker}
  </div>`);
  const element = build(html`<div class="writing">${box.list.element}${above}${row}${wrong}</div>`);

  function changed(text) {
    draftOf(shown).text = text;
    wrong.textContent = "";
    if (text && !text.startsWith("/")) tellTyping(shown);
  }

  /** Name everything in the person's language. */
  function label(channel) {
    const cannot = channel.can_send === false;
    const key = cannot ? "composer.not-allowed" : "composer.placeholder";
    box.element.placeholder = t(key, { name: nameOf(channel) });
    box.element.setAttribute("aria-label", box.element.placeholder);
    for (const [name, button] of Object.entries(tools)) {
      button.title = t(`composer.${name}`);
      button.setAttribute("aria-label", button.title);
      button.disabled = cannot;
    }
    box.element.disabled = cannot;
  }

  /** Show the draft as it is now. */
  function restore() {
    wrong.textContent = "";
    box.element.value = draftOf(shown).text;
    box.list.hide();
    box.grow();
    drawPending();
  }
  function drawPending() {
    const draft = draftOf(shown);
    const remove = (file) => {
      draft.files = draft.files.filter((one) => one !== file);
      drawPending();
      focus();
    };
    render(pending(draft, { stop, remove }), above);
  }
  function focus() {
    box.element.focus();
  }
  /** Change the draft, show it, and go on writing. */
  function write(patch) {
    Object.assign(draftOf(shown), patch);
    restore();
    focus();
  }
  function stop() {
    if (draftOf(shown).edit) clearDraft(shown);
    write({ reply: null });
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
      focus();
    }
  }

  function edit(message) {
    const text = asTyped(message.content, store.communityOf(message.channel_id));
    write({ edit: message, reply: null, text, files: [] });
  }
  function key(event) {
    if (event.isComposing) return;
    const last = event.key === "ArrowUp" && !box.element.value && lastOwn(shown);
    if (event.key === "Enter" && !event.shiftKey) submit();
    else if (event.key === "Escape") stop();
    else if (last) edit(last);
    else return;
    event.preventDefault();
  }
  box.element.addEventListener("keydown", key);
  picker.addEventListener("change", () => {
    addFiles([...picker.files]);
    picker.value = "";
  });
  function addFiles(files) {
    write({ files: [...draftOf(shown).files, ...files] });
  }

  return {
    element,
    label,
    focus,
    write,
    edit,
    addFiles,
    /** Show the draft of a channel. */
    show(channel) {
      shown = channel.id;
      label(channel);
      restore();
    },
  };
}
