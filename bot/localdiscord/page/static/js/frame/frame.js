/** The frame around the conversation. Each part is drawn into its own place of index.html. */

import { nothing, render } from "../../vendor/lit-html.js";
import { icon } from "../icons.js";
import { language, t } from "../texts.js";
import * as store from "../store.js";
import { channelList, communityHead } from "./channels.js";
import { channelHead } from "./channel_head.js";
import { startDrawers } from "./drawers.js";
import { memberList } from "./members.js";
import { servers } from "./servers.js";
import { startTheme } from "./theme.js";
import { top } from "./top.js";

const parts = {
  "#scrim": () => icon("close"),
  "#top": top,
  "#servers": servers,
  "#community": communityHead,
  "#channels": channelList,
  "#channel-head": channelHead,
  "#members": memberList,
};

const place = (selector) => document.querySelector(selector);

/** Draw the frame now and after each change. */
export function startFrame() {
  startTheme();
  startDrawers();
  place("#skip").addEventListener("click", () =>
    place("#conversation textarea, #messages")?.focus(),
  );
  store.subscribe(draw);
  draw();
}

function draw() {
  for (const [selector, part] of Object.entries(parts)) render(part() ?? nothing, place(selector));
  label();
}

function label() {
  const { state } = store;
  document.documentElement.lang = language();
  document.title = title();
  place("#skip").textContent = t("frame.skip");
  place("#scrim").setAttribute("aria-label", t("frame.close"));
  place("#servers").setAttribute("aria-label", t("frame.servers"));
  place("#members").setAttribute("aria-label", t("frame.members"));
  place("#panel").setAttribute("aria-label", t("frame.panel"));
  const here = store.community();
  place("#sidebar").setAttribute(
    "aria-label",
    here ? t("frame.channels-of", { name: here.name }) : t("frame.channels"),
  );
  place("#app").dataset.right = state.right ?? "";
  place("#members").hidden = state.right !== "members" || here === null;
  place("#panel").hidden =
    state.right !== "panel" || !state.person || state.extensions.length === 0;
}

function title() {
  const { bot } = store.state;
  const page = bot ? store.nameOfUser(bot) : "Playground";
  const channel = store.channel();
  return channel ? `${channel.name} · ${page}` : page;
}
