/** Forms in a dialog: those that the bot opens, and the page's own. */

import { build, html, newId } from "../fields/build.js";
import { takeFiles } from "../fields/files.js";
import { checkAll, valuesOf } from "../fields/field.js";
import { ownEscape } from "../place.js";
import { request } from "../socket.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { modalPart } from "./controls.js";

/**
 * Open a form: `components` are a modal's, and `submit(values)` gets what was given by custom_id.
 * Returning false or throwing keeps the form open with what was typed.
 */
export function openForm({ title, components, submit, send }) {
  const parts = components.map(modalPart);
  const fields = parts.filter((part) => part.check);
  const id = newId("modal");
  const wrong = build(html`<p class="wrong" role="alert"></p>`);
  const question =
    build(html`<div class="discard" role="alertdialog" aria-label=${t("modal.discard-question")} hidden>
    <span>${t("modal.discard-question")}</span>
    <button type="button" class="button secondary" @click=${keep}>${t("modal.keep")}</button>
    <button type="button" class="button danger" @click=${close}>${t("modal.discard")}</button>
  </div>`);
  const button = build(
    html`<button type="submit" class="button primary">${send ?? t("modal.submit")}</button>`,
  );
  const dialog =
    build(html`<dialog class="modal" aria-labelledby=${id} @cancel=${cancelled} @close=${removed}>
    <form method="dialog" novalidate @submit=${submitted} @input=${changed} @change=${changed}>
      <header>
        <h2 id=${id}>${title}</h2>
        <button type="button" class="tool" aria-label=${t("modal.close")} @click=${leave}>${icon("close")}</button>
      </header>
      <div class="parts">${parts.map((part) => part.element)}</div>
      ${wrong}${question}
      <footer>
        <button type="button" class="button secondary" @click=${leave}>${t("modal.cancel")}</button>
        ${button}
      </footer>
    </form>
  </dialog>`);
  const before = document.activeElement;
  let touched = false;
  let busy = false;

  function changed() {
    touched = true;
  }
  function close() {
    dialog.close();
  }
  function removed() {
    dialog.remove();
    const isThere = before?.isConnected && before !== document.body;
    (isThere ? before : document.querySelector("#composer textarea"))?.focus();
  }
  function keep() {
    question.hidden = true;
    (fields[0] ?? button).focus();
  }
  function leave() {
    if (!touched) return close();
    question.hidden = false;
    question.querySelector("button").focus();
  }
  function cancelled(event) {
    if (event.target !== dialog) return; // a file input's own
    event.preventDefault();
    leave();
  }
  function setBusy(on) {
    busy = on;
    button.setAttribute("aria-busy", String(on));
  }
  async function submitted(event) {
    event.preventDefault();
    wrong.textContent = "";
    if (busy || !checkAll(fields)) return;
    setBusy(true);
    try {
      if ((await submit(await valuesOf(fields))) === false) wrong.textContent = t("modal.failed");
      else close();
    } catch (error) {
      wrong.textContent = error.message;
    } finally {
      setBusy(false);
    }
  }

  takeFiles(dialog, (files) => fields.find((one) => one.add)?.add(files));
  ownEscape(dialog);
  document.querySelector("#layers").append(dialog);
  dialog.showModal();
  (fields[0] ?? button).focus();
}

/** Open a form that the bot sent. */
export function openModal({ interaction, title, components }) {
  openForm({
    title,
    components,
    async submit(values) {
      const result = await request("submit", { modal: interaction, values });
      return result.outcome !== "failed";
    },
  });
}
