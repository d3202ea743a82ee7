/** Dark, light, or as the system is. */

const KEY = "theme";
export const THEMES = ["system", "dark", "light"];

/** The theme that was chosen here before. */
export function theme() {
  const kept = localStorage.getItem(KEY);
  return THEMES.includes(kept) ? kept : "system";
}

/** Choose a theme and keep it for this browser. */
export function chooseTheme(chosen) {
  localStorage.setItem(KEY, chosen);
  startTheme();
}

/** Apply the theme. */
export function startTheme() {
  document.documentElement.dataset.theme = theme();
}
