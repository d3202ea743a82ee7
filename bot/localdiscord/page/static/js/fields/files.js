/** A control for files: a button, drag and drop, and paste. They are uploaded when they are sent. */

import { sizeOf } from "../conversation/attachments.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { build, html, newId, nothing, render } from "./build.js";
import { uploadAll } from "./upload.js";

/** Return a chosen file as an item of a list, with a picture of what is one. */
export function fileItem(file, remove) {
  const isPicture = file.type.startsWith("image/");
  const picture = isPicture
    ? html`<img alt="" src=${previewOf(file)} />`
    : html`<span class="paper" aria-hidden="true">📄</span>`;
  return html`<li>
    ${picture}<span class="name">${file.name}</span><small>${sizeOf(file.size)}</small>
    <button type="button" class="tool" aria-label=${t("field.remove", { name: file.name })} @click=${remove}>${icon("close")}</button>
  </li>`;
}

const previews = new WeakMap();

function previewOf(file) {
  if (!previews.has(file)) previews.set(file, URL.createObjectURL(file));
  return previews.get(file);
}

const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");

/** Call `add(files)` with what is dropped on or pasted into an element. */
export function takeFiles(element, add) {
  const over = (event, on) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation(); // what is inside comes first
    element.classList.toggle("dropping", on);
  };
  element.addEventListener("dragover", (event) => over(event, true));
  element.addEventListener("dragleave", (event) => over(event, false));
  element.addEventListener("drop", (event) => {
    over(event, false);
    if (holdsFiles(event)) add([...event.dataTransfer.files]);
  });
  element.addEventListener("paste", (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (!pasted.length) return;
    event.preventDefault();
    event.stopPropagation();
    add(pasted);
  });
}

/** Return a control for `least` to `most` files. */
export function filesControl({ least, most }) {
  const id = newId("file");
  const input = build(html`<input type="file" id=${id} ?multiple=${most > 1} />`);
  const list = build(html`<ul class="files"></ul>`);
  const element = build(html`<div class="file-control">
    <div class="drop">
      <span class="browse button secondary">${t("field.browse")}${input}</span>
      <span class="hint">${t("field.drop")}</span>
    </div>
    ${list}
  </div>`);
  let files = [];

  function draw() {
    const removed = (file) => () => {
      files = files.filter((one) => one !== file);
      draw();
      input.focus();
    };
    render(files.length ? files.map((file) => fileItem(file, removed(file))) : nothing, list);
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function add(more) {
    files = most > 1 ? [...files, ...more] : more.slice(-1);
    draw();
  }
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    add([...input.files]);
    input.value = "";
  });
  takeFiles(element, add);
  return {
    element,
    input,
    add,
    filled: () => files.length > 0,
    focus: () => input.focus(),
    value: () => uploadAll(files),
    problem() {
      if (files.length > most) return t("field.files-at-most", { most });
      return files.length < least ? t("field.files-at-least", { least }) : null;
    },
  };
}
