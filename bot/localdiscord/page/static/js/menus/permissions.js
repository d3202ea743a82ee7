/** What the person may do in a community: Discord's bits. */

const ADMINISTRATOR = 1n << 3n;

export const MANAGE_MESSAGES = 1n << 13n;
export const MANAGE_ROLES = 1n << 28n;

/** Whether the person has a permission in a community. */
export function may(community, permission) {
  const has = BigInt(community?.permissions ?? 0);
  return Boolean(has & (permission | ADMINISTRATOR));
}
