import type { Kysely } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { UserError } from '../command/user-error.ts';
import type { ColumnTypes } from './migrations/column-types.ts';
import { migrations } from './migrations/index.ts';

export interface MigrationTarget {
  /** Without plugins. Its dialect runs schema changes inside transactions and lets one process migrate at a time. */
  readonly db: Kysely<unknown>;
  readonly types: ColumnTypes;
  /** How people know the database: its file or its address, without a password. */
  readonly name: string;
  /** Where its tables are, among others of the same names; where not given there is one place for tables. */
  readonly schema?: string;
}

/**
 * Brings the schema up to date: an empty database in one transaction, else each step in its own. Rejects with a
 * `UserError` where the database holds a step that this program does not know.
 */
export async function migrate({ db, types, name, schema }: MigrationTarget): Promise<void> {
  const provider = migrations(types);
  const migrator = new Migrator({
    db,
    provider,
    ...(schema !== undefined && { migrationTableSchema: schema }),
  });
  // Where there are no rows no step is long, and one transaction for all of them takes half the time.
  const isEmpty = (await migrator.getMigrations()).every(({ executedAt }) => executedAt === undefined);
  for (;;) {
    const { error, results } = await (isEmpty ? migrator.migrateToLatest() : migrator.migrateUp());
    if (error !== undefined) {
      const unknown = await unknownSteps(db, Object.keys(await provider.getMigrations()));
      if (unknown.length === 0) throw error;
      throw new UserError(
        `The database ${name} was written by a newer Paperboy (it holds ${unknown.join(', ')}). ` +
          'Update Paperboy, or name another place in DATABASE_URL or PAPERBOY_DATA.',
        { cause: error },
      );
    }
    if (isEmpty || !results?.length) return;
  }
}

/** Steps that the database went through and the program does not know; none where that cannot be read. */
async function unknownSteps(db: Kysely<unknown>, known: readonly string[]): Promise<string[]> {
  const steps = db as Kysely<Record<typeof DEFAULT_MIGRATION_TABLE, { name: string }>>;
  const taken = await steps
    .selectFrom(DEFAULT_MIGRATION_TABLE)
    .select('name')
    .execute()
    // What went wrong before says more.
    .catch(() => []);
  return taken.map((step) => step.name).filter((step) => !known.includes(step));
}
