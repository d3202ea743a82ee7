/** The menu of a member. */

import { request } from "../socket.js";
import * as store from "../store.js";
import { t } from "../texts.js";
import { appsGroup } from "./apps.js";
import { copy } from "./copy.js";
import { orNotice } from "./notice.js";
import { may, MANAGE_ROLES } from "./permissions.js";
import { openMenu } from "./popup.js";

function rolesGroup(community, member) {
  const all = community.roles.filter((role) => role.id !== community.id && !role.managed);
  const items = all.map((role) => {
    const held = member.roles.includes(role.id);
    const fields = { community: community.id, member: member.user.id, role: role.id, on: !held };
    return { label: role.name, checked: held, act: orNotice(() => request("role", fields)) };
  });
  return { title: t("menu.roles"), items: may(community, MANAGE_ROLES) ? items : [] };
}

/** Open the menu of a member of the community that is shown. */
export function openMemberMenu(id, channel, at) {
  const community = store.community();
  const member = store.member(id);
  const groups = [
    member ? appsGroup("user", id, channel) : { items: [] },
    member ? rolesGroup(community, member) : { items: [] },
    { items: [copy(t("menu.copy-user-id"), id)] },
  ];
  openMenu(at, t("menu.of", { name: store.nameOf(id) ?? "" }), groups);
}
