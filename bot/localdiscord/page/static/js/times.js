/** Times as people read them: in the reader's language and zone. */

import { now } from "./store.js";
import { locale, t } from "./texts.js";

const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

const formatters = new Map();

function format(date, options) {
  const key = `${locale()} ${JSON.stringify(options)}`;
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale(), options));
  return formatters.get(key).format(date);
}

/** The moment so many seconds after 1970, or null where no calendar reaches. */
export function momentAt(seconds) {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** A time in one of Discord's styles: t, T, d, D, f, F, s, S or R (relative). */
export function inStyle(date, style) {
  return style === "R" ? relative(date) : format(date, STYLES[style] ?? STYLES.f);
}

/** The whole date and time. */
export const full = (date) => format(date, STYLES.F);

/** Such as "in 3 days", by the local Discord's clock. */
export function relative(date) {
  const seconds = Math.round((date - now()) / 1000);
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? UNITS.at(-1);
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "always" });
  return words.format(Math.round(seconds / size), unit);
}

const dayOf = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** How many calendar days ago, in the reader's zone. */
export const daysAgo = (date) => Math.round((dayOf(new Date(now())) - dayOf(date)) / 86_400_000);

const NEAR = { 0: "time.today", 1: "time.yesterday", "-1": "time.tomorrow" };

/** When a message was sent. */
export function sentAt(date) {
  const near = NEAR[daysAgo(date)];
  return near ? t(near, { time: inStyle(date, "t") }) : inStyle(date, "s");
}

/** The hour and minute. */
export const clockTime = (date) => inStyle(date, "t");

/** The day, for the line between two days. */
export const day = (date) => format(date, { dateStyle: "full" });

/** Whether two dates are on one day of the reader. */
export const sameDay = (one, other) => one.toDateString() === other.toDateString();
