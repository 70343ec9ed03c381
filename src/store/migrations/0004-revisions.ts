import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The number of the catalog's newest change on its own, so that it does not go back where the newest papers go. */
export function catalogRevision(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('catalog_revision')
        .addColumn('id', 'integer', (column) => column.notNull().primaryKey())
        .addColumn('last', 'bigint', (column) => column.notNull())
        .execute();
      await sql`
        insert into catalog_revision (id, last)
        select 1, coalesce(max(number), 0)
        from (
          select max(revision) as number from papers union all select max(through) as number from queries
        ) as numbers
      `.execute(db);
    },
  };
}
