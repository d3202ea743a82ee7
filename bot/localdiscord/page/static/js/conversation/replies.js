/** The line above a message: which one it replies to, or which command it answers. */

import { html, nothing } from "../../vendor/lit-html.js";
import { avatar } from "../avatar.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { plain } from "./markdown/plain.js";

const REPLY = 19;

/** The line, or nothing. */
export function aboveMessage(message) {
  if (message.type === REPLY) return reply(message);
  if (message.interaction_name) return used(message);
  return nothing;
}

function reply({ referenced_message: original }) {
  if (!original) return html`<p class="above">${t("message.replied-gone")}</p>`;
  const name = nameOf(original.author);
  const author = store.userOf(original.author.id) ?? original.author;
  return html`<p class="above">
    ${avatar(author, name, "tiny")}
    <button
      type="button"
      class="original"
      aria-label=${t("message.replies-to", { name })}
      @click=${() => show(original.id)}
    >
      <b>${name}</b> ${original.content ? plain(original.content) : t("message.replied-attachment")}
    </button>
  </p>`;
}

function used({ interaction_name: command, interaction_metadata: interaction }) {
  const user = store.userOf(interaction?.user?.id ?? null) ?? interaction?.user ?? store.me();
  const name = nameOf(user);
  return html`<p class="above">
    ${avatar(user, name, "tiny")}<span
      ><b>${name}</b> ${t("message.used")} <span class="command">${command}</span></span
    >
  </p>`;
}

const nameOf = (user) => store.nameOf(user.id) ?? store.nameOfUser(user);

function show(id) {
  const element = document.querySelector(`#messages [data-message="${id}"]`);
  element?.scrollIntoView({ block: "center" });
  element?.focus({ preventScroll: true });
}
