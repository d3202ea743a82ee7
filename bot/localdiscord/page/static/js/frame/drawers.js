/** Where the window is narrow, the columns beside the conversation are drawers. */

import * as store from "../store.js";

const NARROW = matchMedia("(max-width: 1040px)");
const SIDES = { left: ["#servers", "#sidebar"], right: ["#members", "#panel"] };
let openedBy = null;
let shown = null;

const places = (side) => SIDES[side].map((selector) => document.querySelector(selector));

/** Open and close drawers as the store says; Escape and a click beside them close. */
export function startDrawers() {
  store.subscribe(draw);
  NARROW.addEventListener("change", draw);
  document.querySelector("#scrim").addEventListener("click", closeDrawer);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown && !event.defaultPrevented) closeDrawer();
  });
}

/** Open the drawer of a side. */
export function openDrawer(drawer, button) {
  openedBy = button;
  store.change({ drawer });
}

export const closeDrawer = () => store.change({ drawer: null });
export const isNarrow = () => NARROW.matches;

function draw() {
  const drawer = NARROW.matches && store.state.person ? store.state.drawer : null;
  document.querySelector("#app").dataset.drawer = drawer ?? "";
  document.querySelector("#scrim").hidden = drawer === null;
  document.querySelector("#conversation").inert = drawer !== null;
  for (const side of Object.keys(SIDES)) {
    for (const element of places(side)) element.inert = NARROW.matches && drawer !== side;
  }
  if (drawer !== shown) moveFocus(drawer);
  shown = drawer;
}

/** Into the drawer, to what is open now; or back to the button that opened it. */
function moveFocus(drawer) {
  if (drawer === null) openedBy?.focus();
  else (first(drawer, "[aria-current=true]") ?? first(drawer, "button, a[href]"))?.focus();
}

const first = (drawer, selector) =>
  places(drawer)
    .filter((element) => !element.hidden)
    .map((element) => element.querySelector(selector))
    .find(Boolean);
