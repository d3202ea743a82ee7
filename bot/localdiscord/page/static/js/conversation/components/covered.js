/** What is hidden until one wants to see it. */

import { html } from "../../../vendor/lit-html.js";
import { t } from "../../texts.js";

/** Something under a cover. */
export const covered = (shown) => html`<div class="covered">
  <button type="button" class="cover" @click=${uncover}>${t("markdown.spoiler")}</button>
  <div class="under" inert>${shown}</div>
</div>`;

function uncover({ currentTarget: cover }) {
  cover.nextElementSibling.inert = false;
  cover.parentElement.classList.add("is-open");
}
