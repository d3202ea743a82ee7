/** Placing what opens beside an element, within the window. */

const GAP = 4;

/** Let Escape close what lies on top, and nothing below it. */
export function ownEscape(element) {
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.stopPropagation();
  });
}

function put(element, { top, left }) {
  const { width, height } = element.getBoundingClientRect();
  element.style.top = `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`;
  element.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
}

/** Place an element below another, or above it where there is no room. */
export function placeBelow(element, at) {
  const { top, bottom, left } = at.getBoundingClientRect();
  const { height } = element.getBoundingClientRect();
  const fits = bottom + GAP + height <= innerHeight;
  put(element, { top: fits ? bottom + GAP : top - GAP - height, left });
}

/** Place an element above another, or below it where there is no room, and as wide as it at least. */
export function placeAbove(element, at) {
  const { top, bottom, left, width } = at.getBoundingClientRect();
  element.style.minWidth = `${width}px`;
  element.style.maxWidth = `${Math.max(width, Math.min(416, innerWidth - 2 * GAP))}px`;
  const { height } = element.getBoundingClientRect();
  const fits = top - GAP - height >= 0;
  put(element, { top: fits ? top - GAP - height : bottom + GAP, left });
}
