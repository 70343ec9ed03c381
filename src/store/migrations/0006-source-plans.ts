import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/** What was odd about each source's last good fetch, when it is asked again, and the days that no fetch reaches back to. */
export function sourcePlans({ text }: ColumnTypes): Migration {
  return {
    async up({ schema }: Kysely<unknown>) {
      await schema.alterTable('sources').addColumn('note', text).execute();
      await schema.alterTable('sources').addColumn('next_at', 'bigint').execute();
      await schema.alterTable('sources').addColumn('missed_from', text).execute();
      await schema.alterTable('sources').addColumn('missed_to', text).execute();
    },
  };
}
