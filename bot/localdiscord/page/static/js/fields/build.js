/** Building elements once: forms keep what is typed in the elements themselves. */

import { html, nothing, render } from "../../vendor/lit-html.js";

export { html, nothing, render };

let count = 0;

/** Return an id that no other element has. */
export function newId(prefix) {
  count += 1;
  return `${prefix}-${count}`;
}

/** Return the element that a template describes. */
export function build(template) {
  const holder = document.createDocumentFragment();
  render(template, holder);
  return holder.firstElementChild;
}

/** Return a text in small letters without accents, to compare what is typed with it. */
export function folded(text) {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "");
  return bare.toLowerCase().replaceAll("đ", "d");
}
