import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Keeps steps that are over out of the index of those that are due: each look went through all that were ever sent. */
export function dueSteps(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.dropIndex('steps_due').execute();
      await db.schema
        .createIndex('steps_due')
        .on('steps')
        .columns(['platform', 'phase', 'due_at'])
        .where('due_at', 'is not', null)
        .execute();
    },
  };
}
