/** Mentions of members, roles and channels. */

import { html, nothing } from "../../../vendor/lit-html.js";
import { cssColor } from "../../color.js";
import { emit } from "../../emit.js";
import { channelIcon } from "../../frame/channels.js";
import { icon } from "../../icons.js";
import * as store from "../../store.js";
import { t } from "../../texts.js";

/** Somebody; a click opens what can be done with them. */
export function userMention(id) {
  const name = store.nameOf(id);
  if (name === null) return html`<span class="mention">@${t("markdown.unknown-user")}</span>`;
  return html`<button
    type="button"
    class="mention ${id === store.state.person ? "is-me" : ""}"
    data-user=${id}
    @click=${({ currentTarget: at }) =>
      emit(at, "open-menu", { kind: "user", target: id, channel: store.state.channel, at })}
    >@${name}</button
  >`;
}

/** A role, in its colour. */
export function roleMention(id) {
  const role = store.role(id);
  const color = role?.color ? `--mention: ${cssColor(role.color)}` : "";
  return html`<span class="mention" .style=${color}>@${role?.name ?? t("markdown.unknown-role")}</span>`;
}

/** A channel; a click opens it. */
export function channelMention(id) {
  const channel = store.channel(id);
  if (!channel) return html`<span class="mention">#${t("markdown.unknown-channel")}</span>`;
  const picture = channelIcon(channel);
  return html`<button type="button" class="mention" @click=${() => store.openChannel(id)}
    >${picture === "hash" ? "#" : icon(picture)}${channel.name ?? nothing}</button
  >`;
}
