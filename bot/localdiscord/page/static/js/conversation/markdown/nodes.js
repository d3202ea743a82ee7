/** Elements for the tree of a text: what is bold, code, a link, a mention, an emoji, a time. */

import { html } from "../../../vendor/lit-html.js";
import { t } from "../../texts.js";
import { full, inStyle, momentAt } from "../../times.js";
import { emojiOf } from "../emoji.js";
import { webAddress } from "../media.js";
import { channelMention, roleMention, userMention } from "./mentions.js";

const JUMBO = 27;
const PLACES = {
  customize: "markdown.customize",
  browse: "markdown.browse",
  guide: "markdown.guide",
};

const shapes = {
  text: ({ content }) => content,
  escape: ({ content }) => content,
  br: () => "\n",
  newline: () => "\n",
  strong: ({ content }) => html`<strong>${nodes(content)}</strong>`,
  em: ({ content }) => html`<em>${nodes(content)}</em>`,
  underline: ({ content }) => html`<u>${nodes(content)}</u>`,
  strikethrough: ({ content }) => html`<s>${nodes(content)}</s>`,
  inlineCode: ({ content }) => html`<code>${content}</code>`,
  codeBlock: ({ content, lang }) =>
    html`<pre data-language=${lang} tabindex="0"><code>${content}</code></pre>`,
  spoiler: ({ content }) => spoiler(content),
  link,
  url: link,
  autolink: link,
  user: ({ id }) => userMention(id),
  role: ({ id }) => roleMention(id),
  channel: ({ id }) => channelMention(id),
  everyone: () => html`<span class="mention">@everyone</span>`,
  here: () => html`<span class="mention">@here</span>`,
  slashCommand: ({ fullName }) => html`<span class="mention">/${fullName}</span>`,
  guildNavigation: ({ id }) => html`<span class="mention">${t(PLACES[id] ?? PLACES.browse)}</span>`,
  emoji: ({ id, name }) => emojiOf({ id, name }),
  twemoji: ({ name }) => html`<span class="emoji">${name}</span>`,
  emoticon: ({ content }) => content,
  timestamp: ({ timestamp, format }) => time(timestamp, format ?? "f"),
};

/** Elements for some nodes. */
export function nodes(tree) {
  if (!Array.isArray(tree)) return String(tree ?? "");
  return tree.filter(isSeen).map((node) => shapes[node.type]?.(node) ?? "");
}

/** A block of code ends its line; the break after it would be an empty one. */
const isSeen = ({ type }, at, tree) => type !== "br" || tree[at - 1]?.type !== "codeBlock";

/** Whether a text is nothing but a few emoji, which are shown larger. */
export function isOnlyEmoji(tree) {
  const shown = tree.filter(
    ({ type, content }) => type !== "br" && (type !== "text" || content.trim()),
  );
  const areEmoji = shown.every(({ type }) => type === "emoji" || type === "twemoji");
  return areEmoji && shown.length > 0 && shown.length <= JUMBO;
}

function link({ target, content }) {
  const address = webAddress(target);
  if (!address) return html`<span>${nodes(content)}</span>`;
  return html`<a href=${address} title=${address} target="_blank" rel="noopener noreferrer"
    >${nodes(content)}</a
  >`;
}

function time(seconds, style) {
  const date = momentAt(seconds);
  if (date === null) return seconds;
  return html`<time class="timestamp" datetime=${date.toISOString()} title=${full(date)}
    >${inStyle(date, style)}</time
  >`;
}

const spoiler = (content) => html`<button
    type="button"
    class="spoiler"
    aria-expanded="false"
    aria-label=${t("markdown.spoiler")}
    @click=${reveal}
  ></button
  ><span class="hidden-text" hidden>${nodes(content)}</span>`;

function reveal({ currentTarget: button }) {
  button.setAttribute("aria-expanded", "true");
  button.hidden = true;
  button.nextElementSibling.hidden = false;
}
