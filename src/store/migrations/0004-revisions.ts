import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/** How far the catalog and what channels follow have come, on their own, so that no number goes back where rows go. */
export function revisions({ text }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('revisions')
        .addColumn('name', text, (column) => column.notNull().primaryKey())
        .addColumn('last', 'bigint', (column) => column.notNull())
        .execute();
      await sql`
        insert into revisions (name, last)
        select 'catalog', coalesce(max(number), 0)
        from (
          select max(revision) as number from papers union all select max(through) as number from queries
        ) as numbers
      `.execute(db);
    },
  };
}
