/** Uploading files, which messages, commands and forms then name by id. */

import { t } from "../texts.js";

const LARGEST = 25 * 1024 * 1024;

class UploadError extends Error {
  kind = "too_large";
}

async function upload(file) {
  if (file.size > LARGEST) throw new UploadError(t("field.file-too-large", { name: file.name }));
  const form = new FormData();
  form.append("file", file, file.name);
  const response = await fetch("files", { method: "POST", body: form });
  if (!response.ok) throw new UploadError(t("field.file-refused", { name: file.name }));
  return (await response.json()).id;
}

/** Upload files, and return their ids. */
export const uploadAll = (files) => Promise.all(files.map(upload));
