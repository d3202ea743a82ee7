/** The bot's commands of the Apps menu. */

import { localized, usable } from "../composer/commands.js";
import { act } from "../interactions/act.js";
import { t } from "../texts.js";
import { orNotice } from "./notice.js";

const TYPES = { user: 2, message: 3 };

/** Return the group of a menu with the bot's commands for members or messages. */
export function appsGroup(kind, target, channel) {
  const commands = usable(TYPES[kind]);
  const items = commands.map((command) => {
    const { name } = command;
    const fields = { channel, name, kind, target };
    return {
      label: localized(command, "name"),
      icon: "app",
      act: orNotice(() => act("menu", fields, { name })),
    };
  });
  return { title: t("menu.apps"), items };
}
