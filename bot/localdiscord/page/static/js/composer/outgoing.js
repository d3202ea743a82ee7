/** What is typed, as Discord sends it: names of members, roles, channels and emoji as their ids. */

import { nameOfUser } from "../store.js";

function replacements(community) {
  if (!community) return [];
  const members = community.members.map((one) => [
    `@${one.nick ?? nameOfUser(one.user)}`,
    `<@${one.user.id}>`,
  ]);
  const roles = community.roles
    .filter((one) => one.id !== community.id)
    .map((one) => [`@${one.name}`, `<@&${one.id}>`]);
  const channels = community.channels.map((one) => [`#${one.name}`, `<#${one.id}>`]);
  const emojis = community.emojis.map((one) => [
    `:${one.name}:`,
    `<${one.animated ? "a" : ""}:${one.name}:${one.id}>`,
  ]);
  // The longest first: "@An" is not meant in "@Anh".
  return [...members, ...roles, ...channels, ...emojis].toSorted(([a], [b]) => b.length - a.length);
}

/** Return a text with names replaced by what Discord's app sends for them. */
export function outgoing(text, community) {
  const found = replacements(community);
  let sent = "";
  for (let at = 0; at < text.length;) {
    const [typed, meant] = found.find(([name]) => text.startsWith(name, at)) ?? [
      text[at],
      text[at],
    ];
    sent += meant;
    at += typed.length;
  }
  return sent;
}

/** Return what was sent as it was typed, to edit it. */
export function asTyped(text, community) {
  let typed = text;
  for (const [name, meant] of replacements(community)) typed = typed.replaceAll(meant, name);
  return typed;
}
