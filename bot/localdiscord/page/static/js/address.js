/** The address says who one is and which channel is open: `#person=ID&channel=ID`. */

const read = () => new URLSearchParams(location.hash.slice(1));

export const personInAddress = () => read().get("person");
export const channelInAddress = () => read().get("channel");

/** The address of a window in which one is this person. */
export const addressOf = (person) => `#person=${person}`;

/** Remember in the address, without a step to go back to. */
export function remember(person, channel) {
  const parts = new URLSearchParams();
  if (person) parts.set("person", person);
  if (channel) parts.set("channel", channel);
  const hash = `#${parts}`;
  if (hash !== location.hash) history.replaceState(null, "", hash);
}
