/** The conversation in the middle: the messages of the open channel, or what stands in their place. */

import { html, keyed, nothing, render } from "../../vendor/lit-html.js";
import { isForum } from "../frame/channel_order.js";
import { chooser } from "../frame/people.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { forum } from "./forum.js";
import { messageList } from "./list.js";
import { afterDrawing, beforeDrawing, startScrolling } from "./scroll.js";
import { startWalking } from "./walking.js";

const TIMES_GROW_OLD = 20_000;
const { state } = store;
const place = () => document.querySelector("#messages");

/** Draw the conversation now and after each change; and now and then, since times are relative. */
export function startConversation() {
  startScrolling(place());
  startWalking(place());
  store.subscribe(draw);
  setInterval(draw, TIMES_GROW_OLD);
  draw();
}

function draw() {
  const channel = store.channel();
  const element = place();
  beforeDrawing(element);
  render(content(channel), element);
  element.dataset.kind = kindOf(channel);
  document.querySelector("#composer").hidden = channel === null;
  afterDrawing(channel?.id ?? null, element.dataset.kind === "messages");
}

function kindOf(channel) {
  if (!state.person) return "chooser";
  if (!channel) return "nothing";
  return isForum(channel) ? "forum" : "messages";
}

function content(channel) {
  if (!state.bot) return html`<p class="hint">${t("frame.connecting")}</p>`;
  if (!state.person) return chooser();
  if (!state.arrived) return nothing;
  if (!channel) return html`<p class="hint">${t(nothingIn())}</p>`;
  return keyed(channel.id, isForum(channel) ? forum(channel) : messageList(channel));
}

const nothingIn = () => (state.communities.length > 0 ? "frame.nothing" : "frame.nothing-anywhere");
