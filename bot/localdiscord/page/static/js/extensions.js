/** Parts of the page that the program brings along whose bot this is, such as the demo's panel. */

import * as socket from "./socket.js";
import * as store from "./store.js";
import * as texts from "./texts.js";

const loaded = new Set();

/** Load each extension once, when the server has named it. */
export function startExtensions() {
  store.subscribe(({ extensions }) => {
    for (const extension of extensions) if (!loaded.has(extension.name)) load(extension);
  });
}

async function load({ name, module }) {
  loaded.add(name);
  const address = new URL(`extension/${name}/${module}`, document.baseURI);
  const { default: start } = await import(address);
  const mount = document.querySelector("#panel");
  mount.dataset.extension = name;
  await start({ socket, store, texts, mount });
  store.change();
}
