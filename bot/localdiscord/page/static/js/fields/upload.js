/** Uploading files, which messages, commands and forms then name by id. */

import { sizeOf } from "../conversation/attachments.js";
import { state } from "../store.js";
import { t } from "../texts.js";

class UploadError extends Error {
  kind = "too_large";
}

async function upload(file) {
  const { name, size } = file;
  const most = state.largest_file;
  if (size > most) throw new UploadError(t("field.file-too-large", { name, most: sizeOf(most) }));
  const form = new FormData();
  form.append("file", file, name);
  const response = await fetch("files", { method: "POST", body: form });
  if (!response.ok) throw new UploadError(t("field.file-refused", { name }));
  return (await response.json()).id;
}

/** Upload files, and return their ids. */
export const uploadAll = (files) => Promise.all(files.map(upload));
