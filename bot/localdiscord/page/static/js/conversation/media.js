/** Addresses of pictures and files: only those of the local Discord are loaded. */

import { html, ifDefined } from "../../vendor/lit-html.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

/** Whether an address is on the local Discord itself. */
export function isOurs(url) {
  return URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin;
}

/** An http or https address, or null for every other. */
export function webAddress(url) {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "http:" || protocol === "https:" ? href : null;
}

export const hostOf = (url) => (URL.canParse(url) ? new URL(url).host : url);

/** The address of a media item, where `attachment://name` is one of the message's files. */
export function sourceOf(media, message) {
  const name = /^attachment:\/\/(.+)$/.exec(media?.url ?? "")?.[1];
  if (!name) return media?.url ?? "";
  return message.attachments.find(({ filename }) => filename === name)?.url ?? "";
}

/** A picture with what it says; one from outside is not loaded, only named. */
export function picture({ url, description, name, width, height }, className) {
  if (!isOurs(url)) {
    return html`<span class="outside ${className}">
      ${icon("link")}<span>${description || t("message.outside", { host: hostOf(url) })}</span>
    </span>`;
  }
  return html`<img
    class=${className}
    src=${url}
    alt=${description || (name === "" ? "" : t("message.picture", { name: name ?? "" }).trim())}
    loading="lazy"
    width=${ifDefined(width ?? undefined)}
    height=${ifDefined(height ?? undefined)}
  />`;
}
