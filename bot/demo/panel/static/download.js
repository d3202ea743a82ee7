/** A file that a step of the tour offers, to be saved and then given to the bot. */

import { ask } from "./state.js";

/** Download the file of a step. */
export async function download(step) {
  const { name, content } = await ask("file", { step });
  const bytes = Uint8Array.from(atob(content), (letter) => letter.codePointAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
