import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** An index in the order in which the most upvoted papers are shown. */
export function mostUpvoted(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createIndex('papers_upvotes')
        .on('papers')
        .columns(['upvotes', 'newest_on', 'id'])
        .execute();
    },
  };
}
