/** A signed webhook: its type, its member, its data; then what was sent, and the answer. */

import { html, nothing } from "../../static/vendor/lit-html.js";
import * as store from "../../static/js/store.js";
import { t } from "../../static/js/texts.js";
import { ask, change, local, perform } from "./state.js";

const chosen = { type: "course_complete", data: null, member: null, sent: null };

/** The form, and the last call. */
export function webhook() {
  const { types, set_up: isSetUp } = local.panel.webhook;
  return html`<section aria-labelledby="panel-webhook">
    <h2 id="panel-webhook">${t("webhook.title")}</h2>
    <p class="lead">${t(isSetUp ? "webhook.hint" : "webhook.hint-first")}</p>
    <form class="fields" @submit=${send}>
      <label for="webhook-type">${t("webhook.type")}</label>
      <select id="webhook-type" @change=${chooseType}>
        ${Object.keys(types).map(
          (type) => html`<option ?selected=${type === chosen.type}>${type}</option>`,
        )}
      </select>
      <label for="webhook-member">${t("webhook.member")}</label>
      <select id="webhook-member" @change=${(event) => (chosen.member = event.target.value)}>
        ${store.state.people.map(
          (user) => html`<option value=${user.id} ?selected=${user.id === whom()}>
            ${store.nameOfUser(user)}
          </option>`,
        )}
      </select>
      <label for="webhook-data">${t("webhook.data")}</label>
      <textarea
        id="webhook-data"
        rows="2"
        spellcheck="false"
        .value=${data()}
        @input=${(event) => (chosen.data = event.target.value)}
      ></textarea>
      <button type="submit" class="button primary" data-control="call" aria-busy=${local.busy === "call"}>
        ${t("webhook.send")}
      </button>
    </form>
    ${chosen.sent ? outcome(chosen.sent) : nothing}
  </section>`;
}

const whom = () => chosen.member ?? store.state.person;
const data = () => chosen.data ?? JSON.stringify(local.panel.webhook.types[chosen.type]);

function chooseType(event) {
  Object.assign(chosen, { type: event.target.value, data: null });
  change({});
}

function send(event) {
  event.preventDefault();
  perform("call", async () => {
    chosen.sent = await ask("call", { type: chosen.type, member: whom(), data: data() });
    requestAnimationFrame(() => setTimeout(showOutcome));
  });
}

const showOutcome = () =>
  document.querySelector("#panel .call")?.scrollIntoView({ block: "nearest" });

const outcome = ({ url, headers, body, status, answer }) => html`<div class="call">
  <p class="answer" data-well=${status < 300} role="status">
    <strong>${status}</strong> <code>${answer}</code>
  </p>
  <details>
    <summary>${t("webhook.sent")}</summary>
    <pre tabindex="0">POST ${url}
${Object.entries(headers)
  .map(([name, value]) => `${name}: ${value}`)
  .join("\n")}

${body}</pre>
  </details>
</div>`;
