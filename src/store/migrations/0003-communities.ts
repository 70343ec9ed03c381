import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/** Communities that removed Paperboy, and where it is installed. */
export function communityTables({ text }: ColumnTypes): Migration {
  const key = (column: ColumnDefinitionBuilder) => column.notNull().primaryKey();
  return {
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createTable('lost_communities')
        .addColumn('community', text, key)
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
      await schema
        .createTable('installations')
        .addColumn('community', text, key)
        .addColumn('sealed', text)
        .addColumn('parent', text)
        .execute();
      await schema.createIndex('installations_parent').on('installations').column('parent').execute();
    },
  };
}
