import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/** Wrote the index of search anew, as step 0013 does. */
export function wordsByField({ search }: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>) {
      // Most are larger than what stays in its row otherwise, and a search for words in a row reads many of them.
      if (search === 'tsvector')
        await sql`alter table paper_words alter column words set storage main`.execute(db);
    },
  };
}
