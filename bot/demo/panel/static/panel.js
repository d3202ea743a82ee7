/** The demo's panel. */

export default async function start({ mount }) {
  mount.textContent = "";
}
