/** Tell other parts of the page what somebody does: an event that bubbles to the document. */
export function emit(element, name, detail) {
  element.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
}
