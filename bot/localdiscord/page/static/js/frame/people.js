/** Who one is: a row of people in the bar above, and the page that asks for it first. */

import { html, nothing } from "../../vendor/lit-html.js";
import { addressOf } from "../address.js";
import { avatar } from "../avatar.js";
import { icon } from "../icons.js";
import { become } from "../session.js";
import * as store from "../store.js";
import { locale, t } from "../texts.js";

const IN_THE_BAR = 5;
const { state } = store;

/** Everybody one can be, those who only own a server last. */
const everybody = () =>
  state.people.toSorted((one, other) => Number(isOwner(one)) - Number(isOwner(other)));

const isOwner = ({ places = [] }) => places.some(({ owner }) => owner);

/** The row of people; one click, or an arrow key, and one is somebody else. */
export function people() {
  const first = inTheBar();
  const rest = everybody().filter((user) => !first.includes(user));
  return html`<fieldset class="people">
    <legend>${t("frame.people")}</legend>
    ${first.map(chip)} ${rest.length > 0 ? others(rest) : nothing}
  </fieldset>`;
}

function inTheBar() {
  const first = everybody().slice(0, IN_THE_BAR);
  const me = store.me();
  return me && !first.includes(me) ? [...first.slice(0, -1), me] : first;
}

const chip = (user) => html`<label class="chip" title=${store.nameOfUser(user)}>
  <input
    type="radio"
    name="person"
    class="unseen"
    value=${user.id}
    .checked=${user.id === state.person}
    @change=${() => become(user.id)}
  />
  ${avatar(user, undefined, "tiny")}<span dir="auto">${store.nameOfUser(user)}</span>
</label>`;

function others(rest) {
  return html`<select class="others" aria-label=${t("frame.people-more")} @change=${chosen}>
    <option value="" selected>${t("frame.people-more")}</option>
    ${rest.map((user) => html`<option value=${user.id}>${store.nameOfUser(user)}</option>`)}
  </select>`;
}

function chosen(event) {
  const { value } = event.currentTarget;
  event.currentTarget.value = "";
  if (value) become(value);
}

/** The page that asks who one would like to be. */
export const chooser = () => html`<div class="chooser">
  <h2>${t("frame.choose")}</h2>
  <p>${t("frame.choose-hint")}</p>
  ${state.people.length === 0 ? html`<p>${t("frame.choose-none")}</p>` : nothing}
  <ul>
    ${everybody().map(
      (user) => html`<li>
        <button type="button" class="somebody" @click=${() => become(user.id)}>
          ${avatar(user, undefined, "large")}
          <span class="name">${store.nameOfUser(user)}</span>
          <span class="note">${whatTheyAre(user)}</span>
          <span class="note">${languageOf(user)}</span>
        </button>
        <a
          class="tool"
          href=${addressOf(user.id)}
          target="_blank"
          rel="noopener"
          aria-label=${t("frame.new-window", { name: store.nameOfUser(user) })}
          title=${t("frame.new-window", { name: store.nameOfUser(user) })}
          >${icon("window")}</a
        >
      </li>`,
    )}
  </ul>
</div>`;

/** What somebody is in the first of their communities. */
const whatTheyAre = ({ places = [] }) =>
  places.length > 0 ? standing(places[0]) : t("frame.nowhere");

const languageOf = ({ locale: theirs }) =>
  new Intl.DisplayNames([locale()], { type: "language" }).of(theirs);

function standing({ owner, manages, roles }) {
  if (owner) return t("frame.owner");
  if (manages) return t("frame.manager");
  return roles.length > 0 ? roles.join(", ") : t("frame.member");
}
