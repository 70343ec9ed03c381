import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/** What channels follow, so that what changed and what met no paper yet is found without a look at everything. */
export function followChanges(_types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const { schema } = db;
      await schema
        .alterTable('subscriptions')
        .addColumn('revision', 'bigint', (column) => column.notNull().defaultTo(0))
        .execute();
      await schema.createIndex('subscriptions_revision').on('subscriptions').column('revision').execute();
      await schema.createIndex('queries_through').on('queries').columns(['through', 'canonical']).execute();
      await sql`
        insert into queries (canonical, through)
        select distinct canonical, -1
        from subscriptions
        where removed_at is null and canonical not in (select canonical from queries)
      `.execute(db);
    },
  };
}
