/** What stands above the text: the message that is answered or edited, and files to send. */

import { html, nothing } from "../fields/build.js";
import { fileItem } from "../fields/files.js";
import { icon } from "../icons.js";
import { nameOfUser } from "../store.js";
import { t } from "../texts.js";

function about({ edit, reply }) {
  if (edit) return t("composer.editing");
  return t("composer.replying", { name: reply.author_name ?? nameOfUser(reply.author) });
}

/** Return it; `stop()` ends answering or editing, `remove(file)` takes a file away. */
export function pending(draft, { stop, remove }) {
  const bar = html`<div class="context">
    <span>${draft.edit || draft.reply ? about(draft) : nothing}</span>
    <button type="button" class="tool" aria-label=${t("composer.stop")} @click=${stop}>
      ${icon("close")}
    </button>
  </div>`;
  const files = html`<ul class="files" aria-label=${t("composer.files")}>
    ${draft.files.map((file) => fileItem(file, () => remove(file)))}
  </ul>`;
  return html`${draft.edit || draft.reply ? bar : nothing}${draft.files.length ? files : nothing}`;
}
