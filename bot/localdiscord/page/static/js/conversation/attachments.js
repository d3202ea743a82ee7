/** Pictures and files of a message. */

import { html, nothing } from "../../vendor/lit-html.js";
import { icon } from "../icons.js";
import { locale, t } from "../texts.js";
import { picture } from "./media.js";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"];
const isPicture = ({ content_type: type }) => /^image\/(png|jpe?g|gif|webp|avif)/.test(type ?? "");

/** All attachments of a message. */
export function attachments(message) {
  const all = message.attachments ?? [];
  if (all.length === 0) return nothing;
  const pictures = all.filter(isPicture);
  const files = all.filter((each) => !isPicture(each));
  return html`${
    pictures.length > 0
      ? html`<div class="pictures" data-count=${Math.min(pictures.length, 4)}>${pictures.map(opened)}</div>`
      : nothing
  }
  ${files.map(fileCard)}`;
}

const opened = (attachment) => html`<a href=${attachment.url} target="_blank" rel="noopener">
  ${picture({ ...attachment, name: attachment.filename }, "picture")}
</a>`;

/** A file with its name and size, to be downloaded. */
export const fileCard = ({ url, filename, size, description }) => html`<p class="file">
  ${icon("file")}
  <span class="what">
    <a href=${url} download=${filename} aria-label=${t("message.download", { name: filename })}>${filename}</a>
    <span class="note">${[sizeOf(size), description].filter(Boolean).join(" · ")}</span>
  </span>
</p>`;

/** Such as "12.3 kB"; nothing where the size is not known. */
export function sizeOf(bytes) {
  if (bytes === undefined || bytes === null) return "";
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const format = new Intl.NumberFormat(locale(), {
    style: "unit",
    unit: UNITS[power],
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: power === 0 ? 0 : 1,
  });
  return format.format(bytes / 1000 ** power);
}
