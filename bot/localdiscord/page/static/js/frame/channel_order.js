/** Channels as they stand below each other: by category and position, threads below their parent. */

const CATEGORY = 4;
const VOICE = new Set([2, 13]);

export const isVoice = ({ type }) => VOICE.has(type);
export const isForum = ({ type }) => type === 15 || type === 16;

const byPosition = (a, b) =>
  Number(isVoice(a)) - Number(isVoice(b)) || a.position - b.position || a.id.length - b.id.length;

/** The groups: {category: channel or null, rows: [{channel, threads}]}; empty ones are left out. */
export function groups(channels) {
  const categories = channels.filter(({ type }) => type === CATEGORY).toSorted(byPosition);
  return [null, ...categories]
    .map((category) => ({ category, rows: rowsOf(channels, category?.id ?? null) }))
    .filter(({ rows }) => rows.length > 0);
}

function rowsOf(channels, parent) {
  const known = new Set(channels.map(({ id }) => id));
  return channels
    .filter(({ type, thread }) => type !== CATEGORY && !thread)
    .filter(({ parent_id: id }) => (known.has(id) ? id : null) === parent)
    .toSorted(byPosition)
    .map((channel) => ({ channel, threads: threadsOf(channels, channel.id) }));
}

/** The threads of a channel, newest first. */
export const threadsOf = (channels, parent) =>
  channels.filter(({ thread, parent_id: id }) => thread && id === parent).toReversed();

/** The channel that is opened first: the highest in which people write, else the highest. */
export function firstOf(channels) {
  const ordered = groups(channels).flatMap(({ rows }) => rows.map(({ channel }) => channel));
  return ordered.find(({ type }) => type === 0 || type === 5) ?? ordered[0] ?? null;
}
