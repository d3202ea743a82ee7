/** Under the conversation: a message, a command, or a new post of a forum, for the open channel. */

import { takeFiles } from "../fields/files.js";
import * as store from "../store.js";
import { commandForm } from "./command_form.js";
import { newPost } from "./forum.js";
import { writingPlace } from "./writing.js";
import "./texts.js";

const FORUM = 15;

// What takes letters itself.
const TAKES_KEYS =
  "textarea, select, dialog, [popover], [contenteditable], " +
  "input:not([type=radio], [type=checkbox], [type=file])";

/** Whether a key types something that nobody else takes; the space bar presses buttons. */
function typesText(event) {
  const { key, target } = event;
  if (key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false;
  return (key !== " " || target === document.body) && !target.closest(TAKES_KEYS);
}

/** Show the composer in an element. */
export function mountComposer(place) {
  const writing = writingPlace({ command: openCommand });
  let shown = null; // who writes, and where
  let form = null; // of a chosen command

  const isWriting = () => place.contains(writing.element);

  function openCommand(entry, rest) {
    const close = (text) => {
      form = null;
      place.replaceChildren(writing.element);
      writing.write({ text });
    };
    form = commandForm(entry, {
      channel: store.state.channel,
      rest,
      leave: () => close(`/${entry.name}`),
      done: () => close(""),
    });
    place.replaceChildren(form.element);
    form.focus();
  }
  function write(patch) {
    if (form) place.replaceChildren(writing.element);
    form = null;
    writing.write(patch);
  }
  function addFiles(files) {
    if (form) form.takeFiles(files);
    else if (isWriting()) writing.addFiles(files);
  }

  function show() {
    const channel = store.channel();
    const now = channel && `${store.state.person} ${channel.id}`;
    if (now === shown) {
      if (channel && isWriting()) writing.label(channel);
      return;
    }
    shown = now;
    form = null;
    if (!channel) return place.replaceChildren();
    if (channel.type === FORUM) return place.replaceChildren(newPost(channel));
    place.replaceChildren(writing.element);
    return writing.show(channel);
  }

  takeFiles(document.querySelector("#app"), addFiles);
  document.addEventListener("reply-to", ({ detail }) => write({ reply: detail.message }));
  document.addEventListener("edit-message", ({ detail }) => {
    write({});
    writing.edit(detail.message);
  });
  document.addEventListener("keydown", (event) => {
    if (isWriting() && !event.defaultPrevented && typesText(event)) writing.focus();
  });
  store.subscribe(show);
  show();
}
