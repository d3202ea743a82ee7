/** What opens beside an element and closes by Escape or a click elsewhere: menus and pickers. */

import { build, folded, html, nothing } from "../fields/build.js";
import { icon } from "../icons.js";
import { ownEscape, placeBelow } from "../place.js";

/** Show an element with the attribute `popover` beside another; it is removed once it closes. */
export function openBeside(element, at) {
  const before = document.activeElement;
  document.querySelector("#layers").append(element);
  ownEscape(element);
  element.showPopover();
  placeBelow(element, at);
  element.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed") return;
    const inside =
      element.contains(document.activeElement) || document.activeElement === document.body;
    element.remove();
    if (inside && before?.isConnected) before.focus();
  });
}

function itemView({ label, icon: name, picture, danger, checked, radio, act }, close) {
  const role = checked === undefined ? "menuitem" : radio ? "menuitemradio" : "menuitemcheckbox";
  const state = checked === undefined ? nothing : String(checked);
  const mark =
    checked === undefined ? (name ? icon(name) : nothing) : icon(checked ? "check" : "blank");
  const use = () => {
    close();
    act();
  };
  return html`<button type="button" role=${role} aria-checked=${state} tabindex="-1" class=${danger ? "danger" : ""} @click=${use} @pointermove=${({ currentTarget }) => currentTarget.focus()}>
    ${picture ? html`<img alt="" src=${picture} />` : mark}<span>${label}</span>
  </button>`;
}

function moveBy(event, items) {
  const at = items.indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  if (event.key in moves) return items[(moves[event.key] + items.length) % items.length];
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey) return null;
  const later = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return later.find((item) => folded(item.textContent.trim()).startsWith(folded(event.key)));
}

/**
 * Open a menu beside an element. `groups` are [{title?, items}], an item {label, act()} with, at
 * will, `icon`, `picture`, `danger`, and `checked` (a checkbox, or a radio button with `radio`).
 */
export function openMenu(at, label, groups) {
  const close = () => menu.hidePopover();
  const group = ({ title, items }) => html`<div role="group" aria-label=${title ?? nothing}>
    ${title ? html`<p aria-hidden="true">${title}</p>` : nothing}${items.map((item) => itemView(item, close))}
  </div>`;
  const shown = groups.filter(({ items }) => items.length);
  const menu = build(
    html`<div class="menu" role="menu" popover aria-label=${label}>${shown.map(group)}</div>`,
  );
  const items = [...menu.querySelectorAll("button")];
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Tab") close();
    const next = moveBy(event, items);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  openBeside(menu, at);
  items[0]?.focus();
}
