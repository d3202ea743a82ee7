/** A chosen command: its options as fields, required ones first, optional ones added at will. */

import { build, html, nothing, render } from "../fields/build.js";
import { checkAll, valuesOf } from "../fields/field.js";
import { takeFiles } from "../fields/files.js";
import { act } from "../interactions/act.js";
import { request } from "../socket.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";
import { ATTACHMENT, optionField, optionName } from "./options.js";

const addButton = (option, add) => html`<button
  type="button"
  class="add"
  aria-label=${t("command.add", { name: optionName(option) })}
  @click=${add}
>
  <span aria-hidden="true">+</span> ${optionName(option)}
</button>`;

/**
 * Return {element, focus(), takeFiles(files)} of a command's form.
 *
 * `leave()` is called when somebody goes back to typing, `done()` when the command was sent.
 */
export function commandForm(entry, { channel, rest, leave, done }) {
  const required = entry.options.filter((option) => option.required);
  const optional = entry.options.filter((option) => !option.required);
  let fields = [];
  let busy = false;

  const places = build(html`<div class="options"></div>`);
  const more = build(html`<div class="more-options"></div>`);
  const wrong = build(html`<p class="wrong" role="alert"></p>`);
  const send = build(
    html`<button class="button primary" type="submit">${t("command.send")}</button>`,
  );
  const element =
    build(html`<form class="command-form" novalidate aria-label="/${entry.name}" @submit=${submit} @keydown=${key}>
    <header>
      <strong>/${entry.name}</strong><span class="about">${entry.description}</span>
      <button type="button" class="tool" aria-label=${t("command.leave")} @click=${leave}>${icon("close")}</button>
    </header>
    ${places}
    <footer>${more}${send}</footer>
    ${wrong}
  </form>`);

  const typeOf = ({ name }) => entry.options.find((option) => option.name === name).type;

  async function values() {
    const found = await valuesOf(fields.filter((one) => one.filled()));
    for (const one of fields) {
      if (one.filled() && typeOf(one) === ATTACHMENT) [found[one.name]] = found[one.name];
    }
    return found;
  }

  /** Ask the bot for suggestions; it sees what else is filled in, but no files. */
  async function ask(name, typed) {
    const others = fields.filter((one) => one.name !== name && one.filled());
    const options = await valuesOf(others.filter((one) => typeOf(one) !== ATTACHMENT));
    return request("autocomplete", { channel, path: entry.path, option: name, typed, options });
  }

  function add(option) {
    const remove = () => {
      fields = fields.filter((one) => one !== added);
      added.element.remove();
      drawMore();
      more.querySelector("button")?.focus();
    };
    const added = optionField(option, { ask, remove });
    fields.push(added);
    places.append(added.element);
    drawMore();
    return added;
  }

  function drawMore() {
    const free = optional.filter((option) => !fields.some((one) => one.name === option.name));
    const caption = html`<span class="hint">${t("command.optional")}</span>`;
    render(
      free.length
        ? html`${caption}${free.map((option) => addButton(option, () => add(option).focus()))}`
        : nothing,
      more,
    );
  }

  async function submit(event) {
    event.preventDefault();
    wrong.textContent = "";
    if (busy || !checkAll(fields)) return;
    setBusy(true);
    try {
      const options = await values();
      await act("command", { channel, path: entry.path, options }, { name: `/${entry.name}` });
      done();
    } catch (error) {
      wrong.textContent = error.message;
    } finally {
      setBusy(false);
    }
  }

  function setBusy(on) {
    busy = on;
    send.setAttribute("aria-busy", String(on));
  }

  function key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
    } else if (event.key === "Enter" && event.target.matches("select")) {
      event.preventDefault();
      element.requestSubmit();
    }
  }

  function dropped(files) {
    const option = entry.options.find(({ type }) => type === ATTACHMENT);
    if (!option) return;
    const there = fields.find((one) => one.name === option.name) ?? add(option);
    there.add(files);
    there.focus();
  }

  for (const option of required) add(option);
  drawMore();
  const first = fields.find((one) => one.element.querySelector("input[type=text]"));
  if (rest && first) first.element.querySelector("input").value = rest;
  takeFiles(element, dropped);
  return {
    element,
    takeFiles: dropped,
    focus: () => (fields[0] ?? { focus: () => send.focus() }).focus(),
  };
}
