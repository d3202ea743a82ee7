/** One message. */

import { html, nothing } from "../../vendor/lit-html.js";
import { avatar } from "../avatar.js";
import { cssColor } from "../color.js";
import { emit } from "../emit.js";
import { icon } from "../icons.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { clockTime, full, sentAt } from "../times.js";
import { attachments } from "./attachments.js";
import { components, isBuiltOfComponents } from "./components/components.js";
import { embeds } from "./embeds.js";
import { markdown } from "./markdown/markdown.js";
import { reactions } from "./reactions.js";
import { aboveMessage } from "./replies.js";
import { isSystem, systemLine } from "./system.js";
import { tools } from "./tools.js";

/** A message as an item of the list. */
export function message(found, { continues }) {
  const name = nameOfAuthor(found);
  const date = new Date(found.timestamp);
  const classes = [
    "message",
    continues ? "continues" : "",
    found.ephemeral ? "is-ephemeral" : "",
    isMentioned(found) ? "is-mention" : "",
  ];
  return html`<li
    class=${classes.filter(Boolean).join(" ")}
    data-message=${found.id}
    data-channel=${found.channel_id}
    tabindex="-1"
    aria-label=${t("message.by", { name, time: sentAt(date) })}
    aria-describedby="body-${found.id}"
    @contextmenu=${(event) => openMenu(event, found)}
  >
    ${isSystem(found) ? systemMessage(found, name) : written(found, name, date, continues)}
    ${tools(found)}
  </li>`;
}

const nameOfAuthor = (found) =>
  found.author_name ?? store.nameOf(found.author.id) ?? store.nameOfUser(found.author);

function isMentioned(found) {
  return found.mention_everyone || found.mentions?.some(({ id }) => id === store.state.person);
}

const systemMessage = (found, name) => html`${systemLine(found, name)}${reactions(found)}`;

function written(found, name, date, continues) {
  return html`
    ${aboveMessage(found)}
    <div class="gutter">
      ${
        continues
          ? html`<time class="beside" datetime=${found.timestamp} aria-hidden="true">${clockTime(date)}</time>`
          : avatar(found.author, name)
      }
    </div>
    <div class="body" id="body-${found.id}">
      ${continues ? nothing : head(found, name, date)} ${content(found, name)}
    </div>
  `;
}

const head = (found, name, date) => html`<p class="head">
  <button
    type="button"
    class="author"
    tabindex="-1"
    data-user=${found.author.id}
    .style=${found.author_color ? `color: ${cssColor(found.author_color)}` : ""}
    @click=${(event) => openProfile(event, found)}
  >
    ${name}</button
  >${found.author.bot ? html`<span class="app">${t("message.app")}</span>` : nothing}
  <time datetime=${found.timestamp} title=${full(date)}>${sentAt(date)}</time>
</p>`;

function content(found, name) {
  if (found.thinking) {
    return html`<p class="thinking">
        <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${t("message.thinking", { name })}
      </p>
      ${ephemeral(found)}`;
  }
  return html`
    ${found.content ? html`<div class="text">${markdown(found.content)}${edited(found)}</div>` : nothing}
    ${embeds(found)} ${isBuiltOfComponents(found) ? nothing : attachments(found)}
    ${components(found)}
    ${found.content || !found.edited_timestamp ? nothing : html`<p class="after">${edited(found)}</p>`}
    ${failure(found)} ${reactions(found)} ${ephemeral(found)}
  `;
}

function edited(found) {
  if (!found.edited_timestamp) return nothing;
  const date = new Date(found.edited_timestamp);
  return html`<span class="edited" title=${full(date)}>(${t("message.edited")})</span>`;
}

function failure(found) {
  const text = store.state.failures.get(found.id);
  return text ? html`<p class="interaction-failed" role="alert">${text}</p>` : nothing;
}

const ephemeral = (found) =>
  found.ephemeral
    ? html`<p class="ephemeral">${icon("eye")}${t("message.ephemeral")}</p>`
    : nothing;

function openProfile(event, { author, channel_id: channel }) {
  const at = event.currentTarget;
  emit(at, "open-menu", { kind: "user", target: author.id, channel, at });
}

function openMenu(event, found) {
  if (event.target.closest("a, textarea, input")) return;
  event.preventDefault();
  const at = event.currentTarget;
  emit(at, "open-menu", { kind: "message", target: found.id, channel: found.channel_id, at });
}
