/** The partner's file, to be saved and then given to the bot. */

import { ask } from "./state.js";

/** Download the file of codes. */
export async function download() {
  const { name, content } = await ask("csv");
  const bytes = Uint8Array.from(atob(content), (letter) => letter.codePointAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "text/csv" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
