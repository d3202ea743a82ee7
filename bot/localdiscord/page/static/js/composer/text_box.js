/** The text box: it grows with its text, and suggests commands and names. */

import { build, html, newId, nothing } from "../fields/build.js";
import { itemView } from "../fields/suggest.js";
import { Suggestions } from "../fields/suggestions.js";
import { chatCommands, localized, matches, spelledOut } from "./commands.js";
import { mentioned } from "./mentions.js";

function commandView({ entry }) {
  const required = entry.options.filter((option) => option.required);
  const options = required.length
    ? html`<em>${required.map((option) => ` ${localized(option, "name")}`)}</em>`
    : nothing;
  return html`<span class="name">/${entry.name}${options}</span><small>${entry.description}</small>`;
}

/**
 * Return {element, list, grow(), insert(text)}: `changed(text)` is told of each change,
 * `command(entry, rest)` of a command that was chosen or spelled out.
 */
export function textBox({ changed, command }) {
  const element = build(
    html`<textarea id=${newId("message")} rows="1" autocomplete="off"></textarea>`,
  );
  const list = new Suggestions(element, {
    at: () => element.closest(".writing"),
    draw: (item) => (item.entry ? commandView(item) : itemView(item)),
    choose: (item) => (item.entry ? command(item.entry, "") : complete(item)),
  });
  let from = 0;

  function grow() {
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }
  function complete({ insert }) {
    element.setRangeText(`${insert} `, from, element.selectionStart, "end");
    grow();
    changed(element.value);
  }
  function insert(text) {
    element.setRangeText(text, element.selectionStart, element.selectionEnd, "end");
    grow();
    changed(element.value);
    element.focus();
  }

  function suggestCommands(typed) {
    const entries = chatCommands();
    const whole = spelledOut(entries, typed);
    if (whole) {
      list.hide();
      return command(whole.entry, whole.rest);
    }
    return list.show(matches(entries, typed).map((entry) => ({ entry })));
  }
  function suggestNames() {
    const found = mentioned(element.value.slice(0, element.selectionStart));
    if (!found) return list.hide();
    from = found.from;
    return list.show(found.items);
  }
  element.addEventListener("input", () => {
    grow();
    changed(element.value);
    const typed = /^\/(?<name>(?!\s|\/).*)$/s.exec(element.value)?.groups.name;
    if (typed === undefined) suggestNames();
    else suggestCommands(typed);
  });
  return { element, list, grow, insert };
}
