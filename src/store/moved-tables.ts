import type { Kysely, TableMetadata } from 'kysely';
import { UserError } from '../command/user-error.ts';
import type { Schema } from './schema.ts';
import type { TableRow } from './transfer.ts';

type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : '';

/** Whether an export holds a table: not what can be fetched again. There may be tables of others beside them. */
const MOVED: Readonly<Record<Snake<keyof Schema>, boolean>> = {
  papers: true,
  paper_aliases: true,
  revisions: true,
  listings: true,
  sources: true,
  channels: true,
  subscriptions: true,
  subscription_numbers: true,
  posts: true,
  posted_papers: true,
  post_contents: true,
  vote_marks: true,
  schedules: true,
  queries: true,
  paper_matches: true,
  query_matches: true,
  digests: true,
  claims: true,
  steps: true,
  seen_events: true,
  lost_communities: true,
  installations: true,
  cache: false,
};

export interface MovedTable {
  readonly name: string;
  readonly columns: ReadonlyMap<string, MovedColumn>;
  /** The column that the database numbers by itself. */
  readonly serial: string | undefined;
}

interface MovedColumn {
  readonly isNumber: boolean;
  readonly mayBeNull: boolean;
}

/** The tables that are moved, by name; `schema` is PostgreSQL's place of them. */
export async function movedTables(db: Kysely<unknown>, schema?: string): Promise<MovedTable[]> {
  const moved = new Set(Object.entries(MOVED).flatMap(([name, isMoved]) => (isMoved ? name : [])));
  return (await db.introspection.getTables())
    .filter((table) => moved.has(table.name) && table.schema === schema)
    .map(readTable)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function readTable({ name, columns }: TableMetadata): MovedTable {
  return {
    name,
    columns: new Map(
      columns.map(({ name, dataType, isNullable }) => [
        name,
        { isNumber: /int|double|float|real/i.test(dataType), mayBeNull: isNullable },
      ]),
    ),
    serial: columns.find(({ isAutoIncrementing }) => isAutoIncrementing)?.name,
  };
}

const LONGEST_SHOWN = 60;

/**
 * SQLite keeps any value in any column.
 *
 * @throws UserError naming the column that is not known, or whose value is of another kind; `number` is the row's
 */
export function checkRow({ name, columns }: MovedTable, row: TableRow['row'], number: number): void {
  for (const [column, value] of Object.entries(row)) {
    const known = columns.get(column);
    if (!known)
      throw new UserError(`The table ${name} has no column ${column}. Update Paperboy, then import again.`);
    const { isNumber, mayBeNull } = known;
    if (value === null ? mayBeNull : (typeof value === 'number') === isNumber) continue;
    const shown = JSON.stringify(value).slice(0, LONGEST_SHOWN);
    throw new UserError(
      `Row ${number} has ${shown} for ${column} in ${name}, where ${isNumber ? 'a number' : 'text'} has to stand. Nothing was changed: export again.`,
    );
  }
}
