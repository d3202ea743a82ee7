/** Icons, drawn for this page: lines of 24 × 24 in the colour of the text. */

import { html, svg } from "../vendor/lit-html.js";

const paths = {
  send: svg`<path d="M4 4l17 8-17 8 3-8zM7 12h7" />`,
  event: svg`<path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4" />`,
  settings: svg`<circle cx="12" cy="12" r="3" /><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M5.600 18.400l2.100-2.100M16.300 7.700l2.100-2.100" />`,
  app: svg`<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM17 14v6M14 17h6" />`,
  copy: svg`<path d="M9 9h11v11H9zM15 5V4H4v11h1" />`,
  edit: svg`<path d="M4 20l1-5L16 4l4 4L9 19zM14 6l4 4" />`,
  delete: svg`<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5" />`,
  leave: svg`<path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4" />`,
  blank: svg``,
  hash: svg`<path d="M9 4 7 20M17 4l-2 16M4 9h16M4 15h16" />`,
  voice: svg`<path d="M4 10v4h3l5 4V6l-5 4zM15.500 9.500a4 4 0 0 1 0 5M18 7a8 8 0 0 1 0 10" />`,
  stage: svg`<circle cx="12" cy="12" r="2" /><path d="M8 16a6 6 0 1 1 8 0M5 19a10 10 0 1 1 14 0" />`,
  forum: svg`<path d="M4 5h12v8H9l-3 3v-3H4zM19 9h1v8h-2v3l-3-3h-4" />`,
  announcement: svg`<path d="M4 10v4h3l9 5V5l-9 5zM19 9.500a4 4 0 0 1 0 5" />`,
  thread: svg`<path d="M5 4v9a4 4 0 0 0 4 4h10M15 13l4 4-4 4" />`,
  chat: svg`<path d="M4 5h16v11h-9l-4 4v-4H4z" />`,
  members: svg`<circle cx="9" cy="8" r="3.500" /><path d="M2.500 20a6.500 6.500 0 0 1 13 0M16 5a3.500 3.500 0 0 1 0 6.500M18 14.500a6.500 6.500 0 0 1 3.500 5.500" />`,
  menu: svg`<path d="M4 7h16M4 12h16M4 17h16" />`,
  panel: svg`<path d="M4 6h10M18 6h2M4 12h4M12 12h8M4 18h8M16 18h4" /><circle cx="16" cy="6" r="2" /><circle cx="10" cy="12" r="2" /><circle cx="14" cy="18" r="2" />`,
  close: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  down: svg`<path d="m6 9 6 6 6-6" />`,
  left: svg`<path d="m15 6-6 6 6 6" />`,
  right: svg`<path d="m9 6 6 6-6 6" />`,
  arrow: svg`<path d="M12 5v14M6 13l6 6 6-6" />`,
  reply: svg`<path d="M10 7 4 12l6 5v-3c5 0 8 1 10 5 0-6-3-9-10-9z" />`,
  react: svg`<circle cx="11" cy="13" r="8" /><path d="M8 15a3.500 3.500 0 0 0 6 0M8.500 11h.01M13.500 11h.01M20 2v6M17 5h6" />`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3.500" />`,
  eye: svg`<path d="M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7z" /><circle cx="12" cy="12" r="3" />`,
  link: svg`<path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9" />`,
  file: svg`<path d="M6 3h8l4 4v14H6zM14 3v4h4" />`,
  download: svg`<path d="M12 4v11M7 11l5 5 5-5M5 20h14" />`,
  clock: svg`<circle cx="12" cy="12" r="9" /><path d="M12 7v5l3.500 2" />`,
  sun: svg`<circle cx="12" cy="12" r="4" /><path d="M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500 19 19M5 19l1.500-1.500M17.500 6.500 19 5" />`,
  moon: svg`<path d="M20 14a8 8 0 1 1-10-10 7 7 0 0 0 10 10z" />`,
  system: svg`<path d="M3 5h18v11H3zM9 20h6M12 16v4" />`,
  window: svg`<path d="M4 5h16v14H4zM4 9h16" />`,
  join: svg`<path d="M4 12h12M11 7l5 5-5 5M20 4v16" />`,
  pin: svg`<path d="M9 3h6l-1 6 4 4H6l4-4zM12 13v8" />`,
  crown: svg`<path d="M4 8l4 4 4-7 4 7 4-4-2 11H6z" />`,
  check: svg`<path d="m5 13 5 5L20 7" />`,
  add: svg`<path d="M12 5v14M5 12h14" />`,
};

/** Add icons: {name: svg`<path … />`}. */
export function addIcons(more) {
  Object.assign(paths, more);
}

/** An icon; it says nothing to a screen reader, so its button needs a name. */
export const icon = (name, className = "") => html`<svg
  class="icon ${className}"
  viewBox="0 0 24 24"
  aria-hidden="true"
  focusable="false"
>
  ${paths[name]}
</svg>`;
