/** Copying an id or a text. */

import { announce } from "../frame/announce.js";
import { t } from "../texts.js";
import { orNotice } from "./notice.js";

/** Return an item of a menu that copies a text. */
export function copy(label, text) {
  const act = orNotice(async () => {
    await navigator.clipboard.writeText(text);
    announce(t("menu.copied"));
  });
  return { label, icon: "copy", act };
}
