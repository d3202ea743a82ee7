/** Joining and leaving servers. */

import { copy } from "../menus/copy.js";
import { notice, orNotice } from "../menus/notice.js";
import { openMenu } from "../menus/popup.js";
import { openForm } from "../modal/modal.js";
import { request } from "../socket.js";
import * as store from "../store.js";
import { t } from "../texts.js";

function leave({ id, name }) {
  openForm({
    title: t("event.leave-server", { name }),
    components: [{ type: 10, content: t("event.leave-question", { name }) }],
    send: t("event.leave"),
    submit: () => request("leave", { community: id }),
  });
}

/** Open the menu of the server that is shown. */
export function openServerMenu(at) {
  const community = store.community();
  const items = [copy(t("event.copy-server-id"), community.id)];
  if (community.owner_id !== store.state.person) {
    const label = t("event.leave-server", { name: community.name });
    items.push({ label, icon: "leave", danger: true, act: () => leave(community) });
  }
  openMenu(at, t("event.server-menu", { name: community.name }), [{ items }]);
}

/** Open the menu of the servers that the person is not in. */
export function openJoinMenu(at) {
  const there = store.state.other_communities ?? [];
  if (!there.length) return notice(t("event.nothing-to-join"));
  const items = there.map(({ id, name, icon_url: picture }) => ({
    label: name,
    picture,
    icon: "join",
    act: orNotice(() => request("join", { community: id })),
  }));
  return openMenu(at, t("event.join"), [{ title: t("event.join"), items }]);
}
