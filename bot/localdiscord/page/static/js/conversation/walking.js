/** Walking through the messages with the arrow keys: one of them is in the order of Tab. */

const STEPS = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
let element = null;

/** Let the arrow keys walk through the messages of an element. */
export function startWalking(found) {
  element = found;
  element.addEventListener("keydown", walk);
  element.addEventListener("focusin", ({ target }) => {
    const message = target.closest("[data-message]");
    if (message) makeCurrent(message);
  });
  new MutationObserver(keepOne).observe(element, { childList: true, subtree: true });
}

const all = () => [...element.querySelectorAll("li[data-message]")];

function walk(event) {
  const { target, key } = event;
  if (!(key in STEPS) || !target.matches("li[data-message]")) return;
  event.preventDefault();
  const list = all();
  const at = Math.min(Math.max(list.indexOf(target) + STEPS[key], 0), list.length - 1);
  list[at].focus();
}

function makeCurrent(message) {
  for (const each of all()) each.tabIndex = each === message ? 0 : -1;
}

function keepOne() {
  const list = all();
  if (list.length > 0 && !list.some(({ tabIndex }) => tabIndex === 0)) list.at(-1).tabIndex = 0;
}
