/** The tables behind it: read only, a page at a time, kept up to date while they are shown. */

import { html, nothing } from "../../static/vendor/lit-html.js";
import { icon } from "../../static/js/icons.js";
import * as store from "../../static/js/store.js";
import { t } from "../../static/js/texts.js";
import { ask, change } from "./state.js";

const EVERY = 1500;
const LONG = 40;
const ID = /^\d{15,20}$/u;
const seen = { tables: [], name: "grant", page: 0, table: null };
let timer = null;

/** Ask no more. */
export function stopTables() {
  clearInterval(timer);
  timer = null;
}

async function load() {
  if (store.state.right !== "panel") return;
  try {
    const [tables, table] = await Promise.all([
      ask("tables"),
      ask("table", { name: seen.name, page: seen.page }),
    ]);
    if (table.name !== seen.name) return; // another was chosen meanwhile
    Object.assign(seen, { tables, table, page: table.page });
    change({});
  } catch {
    // The connection is lost; the next time may go better.
  }
}

/** The list of tables, and a page of one. */
export function tables() {
  if (timer === null) {
    timer = setInterval(load, EVERY);
    load();
  }
  return html`
    <h2>${t("tables.title")}</h2>
    <p class="lead">${t("tables.hint")}</p>
    <div class="bar">
      <select aria-label=${t("tables.table")} @change=${(event) => go(event.target.value, 0)}>
        ${seen.tables.map(
          ({ name, rows }) => html`<option value=${name} ?selected=${name === seen.name}>
            ${name} (${rows})
          </option>`,
        )}
      </select>
    </div>
    ${seen.table ? page(seen.table) : nothing}
  `;
}

function go(name, number) {
  Object.assign(seen, { name, page: number });
  load();
}

const page = ({ name, columns, rows, page: number, pages, total }) => html`
  <div class="table" tabindex="0" role="region" aria-label=${name}>
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column.name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((cells) => html`<tr>${cells.map((cell, at) => one(columns[at].name, cell))}</tr>`)}
      </tbody>
    </table>
  </div>
  ${total === 0 ? html`<p class="empty">${t("tables.empty")}</p>` : nothing}
  <div class="pages">
    ${turn("left", t("tables.newer"), number - 1, number > 0)}
    <span>${t("tables.page", { page: number + 1, pages, total })}</span>
    ${turn("right", t("tables.older"), number + 1, number + 1 < pages)}
  </div>
`;

const turn = (picture, label, number, can) => html`<button
  type="button"
  class="tool"
  aria-label=${label}
  title=${label}
  ?disabled=${!can}
  @click=${() => go(seen.name, number)}
>
  ${icon(picture)}
</button>`;

function one(column, cell) {
  if (cell === null) return html`<td class="none">—</td>`;
  if (cell === true) return html`<td class="masked" title=${t("tables.masked")}>•••</td>`;
  if (ID.test(cell)) return id(column, cell);
  return html`<td class=${cell.length > LONG ? "long" : ""}>${cell}</td>`;
}

/** An id by its last digits, which tell it from others; and whose it is. */
function id(column, cell) {
  const isMember = column.endsWith("_id") || column.endsWith("_by");
  const name = isMember ? store.nameOf(cell) : null;
  const digits = html`<span class="none">…</span>${cell.slice(-6)}`;
  return html`<td title=${cell}>
    ${digits}${name ? html` <span class="who">${name}</span>` : nothing}
  </td>`;
}
