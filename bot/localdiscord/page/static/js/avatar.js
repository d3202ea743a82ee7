/** Avatars, with initials where there is no picture. */

import { html } from "../vendor/lit-html.js";
import { nameOfUser } from "./store.js";

const HUES = 8;
const PLAIN = "/embed/avatars/"; // what stands in where somebody has no picture

/** One or two letters for a name; an emoji stays whole. */
export function initials(name) {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map(firstLetter);
  return letters.join("").toLocaleUpperCase();
}

function firstLetter(word) {
  if (!word) return "";
  const [first] = new Intl.Segmenter().segment(word);
  return first.segment;
}

const hueOf = (id) => Number(BigInt(id ?? 0) % BigInt(HUES));

/** Whether somebody has a picture of their own. */
export const hasPicture = (user) => Boolean(user?.avatar_url) && !user.avatar_url.includes(PLAIN);

/** The avatar of a user; it is a decoration, since the name stands beside it. */
export function avatar(user, name = nameOfUser(user), size = "") {
  if (hasPicture(user)) {
    return html`<img class="avatar ${size}" src=${user.avatar_url} alt="" loading="lazy" />`;
  }
  return html`<span class="avatar initials ${size}" data-hue=${hueOf(user.id)} aria-hidden="true"
    >${initials(name)}</span
  >`;
}
