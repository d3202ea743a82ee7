/** The page's own texts, in the language of the person, else of the browser. */

import en from "../texts/en.js";
import vi from "../texts/vi.js";
import { locale as personsLocale } from "./store.js";

const tables = { en, vi };

/** Add texts of another part: {en: {key: text}, vi: {…}}. */
export function addTexts(more) {
  for (const [language, texts] of Object.entries(more)) Object.assign(tables[language], texts);
}

/** The locale in which dates and numbers are shown, such as "en-US" or "vi". */
export const locale = () => personsLocale() ?? navigator.language ?? "en";

/** The language of the texts. */
export const language = () => (locale().split("-")[0] === "vi" ? "vi" : "en");

/** The text of a key. `{name}` in it is replaced by the value of that name. */
export function t(key, values = {}) {
  const text = tables[language()][key] ?? tables.en[key] ?? key;
  if (typeof text === "function") return text(values);
  return text.replaceAll(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
