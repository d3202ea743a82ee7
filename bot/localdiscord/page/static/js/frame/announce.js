/** Say something to whoever uses a screen reader, when they have finished listening. */

const LONGEST = 300;

/** Announce a text politely. The same text twice in a row is said twice. */
export function announce(text) {
  const place = document.querySelector("#announcer");
  const line = document.createElement("p");
  line.textContent = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  place.append(line);
  while (place.childElementCount > 3) place.firstElementChild.remove();
}
