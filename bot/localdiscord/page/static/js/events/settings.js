/** What a person sets in their app: the language, and whether they take direct messages. */

import { copy } from "../menus/copy.js";
import { orNotice } from "../menus/notice.js";
import { openMenu } from "../menus/popup.js";
import { request } from "../socket.js";
import * as store from "../store.js";
import { t } from "../texts.js";

// Each by its own name, as in Discord's app.
const LANGUAGES = [
  ["en-US", "English"],
  ["vi", "Tiếng Việt"],
];

/** Open the menu of the person's settings. */
export function openSettings(at) {
  const { id } = store.me();
  const isOpen = store.state.direct_messages_open !== false;
  const languages = LANGUAGES.map(([value, label]) => ({
    label,
    radio: true,
    checked: value === store.locale(),
    act: orNotice(() => request("language", { locale: value })),
  }));
  const direct = {
    label: t("event.direct-open"),
    checked: isOpen,
    act: orNotice(() => request("direct_messages", { open: !isOpen })),
  };
  openMenu(at, t("event.settings", { name: store.nameOfUser(store.me()) }), [
    { title: t("event.language"), items: languages },
    { title: t("event.privacy"), items: [direct] },
    { items: [copy(t("menu.copy-user-id"), id)] },
  ]);
}
