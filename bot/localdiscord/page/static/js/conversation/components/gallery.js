/** A gallery of up to ten pictures. */

import { html } from "../../../vendor/lit-html.js";
import { isOurs, picture, sourceOf } from "../media.js";
import { covered } from "./covered.js";

/** The pictures; each opens in a tab of its own. */
export function gallery({ items }, message) {
  return html`<div class="pictures" data-count=${Math.min(items.length, 4)}>
    ${items.map((item) => (item.spoiler ? covered(opened(item, message)) : opened(item, message)))}
  </div>`;
}

function opened({ media, description }, message) {
  const url = sourceOf(media, message);
  const shown = picture(
    { url, description, name: "", width: media.width, height: media.height },
    "picture",
  );
  return isOurs(url) ? html`<a href=${url} target="_blank" rel="noopener">${shown}</a>` : shown;
}
