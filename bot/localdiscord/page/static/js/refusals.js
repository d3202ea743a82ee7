/** What is said when the local Discord refuses something, in the person's language. */

import en from "../texts/en/refusals.js";
import vi from "../texts/vi/refusals.js";
import { addTexts, language, t } from "./texts.js";

addTexts({ en, vi });

/** The text of an error as a reply has it. Reasons without a text of their own are rare. */
export function refusalText({ kind, reason, values, text }) {
  const key = `refusal.${reason}`;
  const said = t(key, values ?? {});
  if (said !== key) return said;
  return language() === "en" && text ? text : t(`refusal.kind.${kind}`);
}
