/** Colours that a community has chosen, so that they can be read on the theme's ground. */

/** A number of 24 bits as CSS writes it, lightened or darkened by the theme (css/theme.css). */
export const cssColor = (number) =>
  `oklch(from ${hex(number)} clamp(var(--least-light), l, var(--most-light)) c h)`;

/** A number of 24 bits as #rrggbb. */
export const hex = (number) => `#${Number(number).toString(16).padStart(6, "0")}`;
