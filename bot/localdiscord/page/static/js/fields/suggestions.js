/**
 * Suggestions above or below an input, as ARIA's combobox with a listbox.
 *
 * The input keeps the focus; arrow keys move through the list, Enter and Tab take what is active,
 * Escape closes it.
 */

import { placeAbove } from "../place.js";
import { t } from "../texts.js";
import { build, html, newId, nothing, render } from "./build.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const TAKES = new Set(["Enter", "Tab"]);

export class Suggestions {
  #input;
  #choose;
  #draw;
  #items = [];
  #active = -1;
  #message = null;
  #at;

  /**
   * `choose(item)` takes an item; `draw(item)` returns what is shown of it. The list is as wide as
   * `at`, and stands above it.
   */
  constructor(input, { choose, draw, at = () => input }) {
    this.#at = at;
    this.#input = input;
    this.#choose = choose;
    this.#draw = draw;
    this.element = build(
      html`<ul class="suggestions" role="listbox" id=${newId("list")} aria-label=${t("field.suggestions")} popover="manual"></ul>`,
    );
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.element.id);
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.hide());
    // The input keeps the focus while an item is clicked.
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  get open() {
    return this.element.matches(":popover-open");
  }

  /** Show items; the first one is active if `first`. */
  show(items, { first = true } = {}) {
    this.#items = items;
    this.#active = first && items.length ? 0 : -1;
    this.#message = items.length ? null : t("field.nothing-found");
    this.#render();
  }

  /** Show a line instead of items: that they are being loaded, or why there are none. */
  say(text) {
    this.#items = [];
    this.#active = -1;
    this.#message = text;
    this.#render();
  }

  hide() {
    if (this.open) this.element.hidePopover();
    this.#input.removeAttribute("role");
    this.#input.removeAttribute("aria-expanded");
    this.#input.removeAttribute("aria-activedescendant");
  }

  #render() {
    const row = (item, index) => html`<li
      role="option"
      id="${this.element.id}-${index}"
      aria-selected=${index === this.#active}
      @pointermove=${() => this.#move(index)}
      @click=${() => this.#take(item)}
    >
      ${this.#draw(item)}
    </li>`;
    const message = this.#message
      ? html`<li role="option" aria-disabled="true" class="says">${this.#message}</li>`
      : nothing;
    render(html`${this.#items.map(row)}${message}`, this.element);
    if (!this.open) this.element.showPopover();
    placeAbove(this.element, this.#at());
    // Only while the list is open: a text box is no combobox otherwise.
    this.#input.setAttribute("role", "combobox");
    this.#input.setAttribute("aria-expanded", "true");
    this.#mark();
  }

  #mark() {
    const active = this.element.children[this.#active];
    if (!active) return this.#input.removeAttribute("aria-activedescendant");
    this.#input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  #move(index) {
    if (index === this.#active) return;
    this.#active = index;
    this.#render();
  }

  #take(item) {
    this.hide();
    this.#choose(item);
  }

  #key(event) {
    if (!this.open || event.isComposing || event.shiftKey || !this.#use(event.key)) return;
    if (event.key === "Tab") return; // and on to the next field
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Do what a key does in the list; whether it does anything. */
  #use(key) {
    const count = this.#items.length;
    if (key === "Escape") this.hide();
    else if (key in STEPS && count) this.#move(this.#next(STEPS[key], count));
    else if (TAKES.has(key) && this.#active >= 0) this.#take(this.#items[this.#active]);
    else return false;
    return true;
  }

  #next(step, count) {
    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    return (from + step + count) % count;
  }
}
