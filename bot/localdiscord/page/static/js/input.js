/** Start what people do: writing, commands, forms, menus, events. */

import { mountComposer } from "./composer/composer.js";
import { mountEvents, mountPerson, startEvents } from "./events/events.js";
import { startInteractions } from "./interactions/interactions.js";
import { startMenus } from "./menus/menus.js";

const place = (id) => document.querySelector(id);

/** Show it all in its places, which stand in index.html. */
export function startInput() {
  mountComposer(place("#composer"));
  mountEvents(place("#events"));
  mountPerson(place("#person"));
  startInteractions();
  startMenus();
  startEvents();
}
