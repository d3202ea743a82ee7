/** Joining and leaving voice channels. */

import { announce } from "../frame/announce.js";
import { orNotice } from "../menus/notice.js";
import { request } from "../socket.js";
import * as store from "../store.js";
import { t } from "../texts.js";

/** Return where the person talks: {community, channel}, or null. */
export function voiceNow() {
  for (const community of store.state.communities) {
    const id = store.member(store.state.person, community)?.voice;
    if (id) return { community, channel: store.channel(id) };
  }
  return null;
}

/** Leave the voice channel. */
export const leaveVoice = orNotice(async () => {
  const now = voiceNow();
  if (now) await request("voice", { community: now.community.id, channel: null });
});

/** Join a voice channel, or leave it. */
export const toggleVoice = orNotice(async (id) => {
  if (voiceNow()?.channel?.id === id) return leaveVoice();
  await request("voice", { community: store.communityOf(id).id, channel: id });
  announce(t("event.joined-voice", { name: store.channel(id).name }));
});
