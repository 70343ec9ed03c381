import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/** Queries get numbers, and matches are kept in one row for each paper: decision 0013. */
export function matchesByPaper({ text, serial }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      const { schema } = db;
      await schema
        .createTable('numbered_queries')
        .addColumn('id', serial, (column) => column.notNull().primaryKey())
        .addColumn('canonical', text, (column) => column.notNull())
        .addColumn('through', 'bigint', (column) => column.notNull())
        .addUniqueConstraint('queries_canonical', ['canonical'])
        .execute();
      await sql`
        insert into numbered_queries (canonical, through) select canonical, through from queries order by canonical
      `.execute(db);
      await schema.dropTable('queries').execute();
      await schema.alterTable('numbered_queries').renameTo('queries').execute();
      await schema.createIndex('queries_through').on('queries').columns(['through', 'canonical']).execute();

      await schema
        .createTable('paper_matches')
        .addColumn('paper_id', text, (column) => column.notNull().primaryKey())
        .addColumn('revision', 'bigint', (column) => column.notNull())
        .addColumn('queries', 'text', (column) => column.notNull())
        .execute();
      await schema.createIndex('paper_matches_revision').on('paper_matches').column('revision').execute();
      await schema
        .createTable('query_matches')
        .addColumn('query', 'integer', (column) => column.notNull().primaryKey())
        .addColumn('revision', 'bigint', (column) => column.notNull())
        .addColumn('papers', 'text', (column) => column.notNull())
        .execute();
      await schema.createIndex('query_matches_revision').on('query_matches').column('revision').execute();

      await sql`insert into revisions (name, last) values ('matched', 1)`.execute(db);
      await sql`
        insert into paper_matches (paper_id, revision, queries)
        select paper_id, 1, '[' || string_agg(cast(id as text), ',' order by id) || ']'
        from matches join queries on queries.canonical = matches.canonical
        group by paper_id
      `.execute(db);
      await schema.dropTable('matches').execute();
    },
  };
}
