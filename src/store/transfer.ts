import { type Expression, type Kysely, sql } from 'kysely';
import { UserError } from '../command/user-error.ts';
import { inChunks } from './chunks.ts';
import { keepRows, type SearchedRow } from './keep-rows.ts';
import { NEVER_MET } from './matches.ts';
import { checkRow, type MovedTable, movedTables } from './moved-tables.ts';
import { codeOf } from './postgres-error.ts';
import type { Database } from './schema.ts';
import type { SearchText } from './search-text.ts';
import { isConstraint } from './sqlite-error.ts';

/** One row of one table, by the names that the database has for its columns. */
export interface TableRow {
  readonly table: string;
  readonly row: Readonly<Record<string, string | number | null>>;
}

/** Moves everything between databases, whatever their engines. */
export interface Transfer {
  /** Every row, as it was at one moment, tables and rows in a fixed order; first `onCount` is told their number. */
  export(onCount?: (rows: number) => void): AsyncIterable<TableRow>;
  /**
   * Takes rows into a database that holds none, all or nothing; resolves to their number.
   *
   * @throws UserError where it holds rows already, and for what it does not know or take
   */
  import(rows: AsyncIterable<TableRow>): Promise<number>;
}

/** What earlier versions exported and is made again: all queries meet the news anew. */
const MADE_ANEW = 'matches';
/** A new database holds its numbers already, and none of them means anything. */
const NUMBERS = 'revisions';
const BATCH = 1_000;

export interface TransferConfig {
  /** Without plugins, so that names stay as the database has them. */
  readonly db: Kysely<unknown>;
  readonly searchText: SearchText;
  /** PostgreSQL's place of the tables. */
  readonly schema?: string;
  /** Gives the error for people, where there is one. */
  readonly explain: (error: unknown) => unknown;
}

export function createTransfer({ db, searchText, schema, explain }: TransferConfig): Transfer {
  type Rows = Kysely<Record<string, Record<string, string | number | null>>>;
  const isPostgres = schema !== undefined;

  async function countIn(inside: Kysely<unknown>, known: readonly MovedTable[]): Promise<number> {
    let rows = 0;
    for (const { name } of known) {
      const { rows: counted } = await sql<{ held: number | string }>`
        select count(*) as held from ${sql.table(name)}
      `.execute(inside);
      rows += Number(counted[0]?.held ?? 0);
    }
    return rows;
  }

  async function* rowsOf(inside: Rows, { name, columns }: MovedTable): AsyncGenerator<TableRow> {
    let query = inside.selectFrom(name).selectAll();
    for (const column of columns.keys()) query = query.orderBy(column);
    for await (const row of isPostgres ? throughCursor(inside, query) : query.stream()) {
      // PostgreSQL gives large numbers as text.
      const entries = Object.entries(row).map(([column, value]): [string, string | number | null] => [
        column,
        value !== null && columns.get(column)?.isNumber ? Number(value) : value,
      ]);
      yield { table: name, row: Object.fromEntries(entries) };
    }
  }

  /** Part by part, sorted once. Kysely's own cursors wait for ever where the connection breaks. */
  async function* throughCursor<Row>(inside: Rows, query: Expression<Row>): AsyncGenerator<Row> {
    await sql`declare moved cursor for ${query}`.execute(inside);
    for (let read = BATCH; read === BATCH; ) {
      const { rows } = await sql<Row>`fetch ${sql.lit(BATCH)} from moved`.execute(inside);
      yield* rows;
      read = rows.length;
    }
    await sql`close moved`.execute(inside);
  }

  async function insert(inside: Rows, table: MovedTable, rows: readonly TableRow['row'][]): Promise<void> {
    await inChunks(rows, (chunk) =>
      inside
        .insertInto(table.name)
        .values([...chunk])
        .returningAll()
        .execute(),
    );
    if (table.name !== 'papers') return;
    await keepRows(inside, searchText, rows as unknown as SearchedRow[]);
  }

  /** What is numbered next comes behind what was taken in. */
  async function goOnCounting(inside: Kysely<unknown>, known: readonly MovedTable[]): Promise<void> {
    if (!isPostgres) return;
    for (const { name, serial } of known) {
      if (serial === undefined) continue;
      await sql`
        select setval(pg_get_serial_sequence(${name}, ${serial}), greatest(coalesce(max(${sql.ref(serial)}), 0), 1))
        from ${sql.table(name)}
      `.execute(inside);
    }
  }

  /** SQLite's planner needs no counts. */
  async function tellPlanner(inside: Kysely<unknown>, known: readonly MovedTable[]): Promise<void> {
    if (!isPostgres) return;
    await sql`analyze ${sql.join(known.map(({ name }) => sql.table(name)))}`.execute(inside);
  }

  /** Nobody else writes meanwhile, nor sees a database that only looks empty. SQLite keeps them out by itself. */
  async function keepOthersOut(inside: Kysely<unknown>, known: readonly MovedTable[]): Promise<void> {
    if (!isPostgres) return;
    const names = known.map(({ name }) => sql.table(name));
    await sql`lock table ${sql.join(names)} in exclusive mode`.execute(inside);
  }

  async function* exportAll(onCount?: (rows: number) => void): AsyncGenerator<TableRow> {
    const known = await movedTables(db, schema);
    const begin = db.startTransaction().setAccessMode('read only');
    const transaction = await (isPostgres ? begin.setIsolationLevel('repeatable read') : begin).execute();
    try {
      onCount?.(await countIn(transaction, known));
      for (const table of known) yield* rowsOf(transaction as unknown as Rows, table);
    } finally {
      // Nothing was changed, and what went wrong before says more.
      await transaction
        .rollback()
        .execute()
        .catch(() => {});
    }
  }

  async function importAll(rows: AsyncIterable<TableRow>): Promise<number> {
    const known = await movedTables(db, schema);
    const byName = new Map(known.map((table) => [table.name, table]));
    return db.transaction().execute(async (transaction) => {
      await keepOthersOut(transaction, known);
      const held = await countIn(
        transaction,
        known.filter(({ name }) => name !== NUMBERS),
      );
      if (held > 0)
        throw new UserError(
          `The database holds ${held} rows already. Import into an empty one: nothing was changed.`,
        );
      await (transaction as unknown as Rows).deleteFrom(NUMBERS).execute();
      let taken = 0;
      let batch: TableRow['row'][] = [];
      let current: MovedTable | undefined;
      let isOlder = false;
      const flush = async () => {
        if (!current || batch.length === 0) return;
        const { name } = current;
        await insert(transaction as unknown as Rows, current, batch).catch((error: unknown) => {
          throw refusalOf(error, `${taken - batch.length + 1} to ${taken} (${name})`) ?? error;
        });
        batch = [];
      };
      await searchText.inBulk(transaction as unknown as Database, async () => {
        for await (const { table, row } of rows) {
          if (table !== current?.name || batch.length === BATCH) await flush();
          if (table === MADE_ANEW) {
            isOlder = true;
            taken += 1;
            continue;
          }
          current = byName.get(table);
          if (!current)
            throw new UserError(`There is no table ${table}. Update Paperboy, then import again.`);
          checkRow(current, row, taken + 1);
          batch.push(row);
          taken += 1;
        }
        await flush();
      });
      if (isOlder) await sql`update queries set through = ${NEVER_MET}`.execute(transaction);
      await goOnCounting(transaction, known);
      await tellPlanner(transaction, known);
      return taken;
    });
  }

  return {
    async *export(onCount) {
      try {
        yield* exportAll(onCount);
      } catch (error) {
        throw explain(error);
      }
    },
    import: (rows) =>
      importAll(rows).catch((error: unknown) => {
        throw explain(error);
      }),
  };
}

/** What an engine says of rows that cannot be right, or undefined where it failed for another reason. */
function refusalOf(error: unknown, rows: string): UserError | undefined {
  // Integrity and data (PostgreSQL), and lists of papers that are no JSON.
  const isRefusal = isConstraint(error) || /^2[23]/.test(codeOf(error)) || error instanceof SyntaxError;
  if (!(error instanceof Error) || !isRefusal) return undefined;
  const detail = 'detail' in error && typeof error.detail === 'string' ? ` (${error.detail})` : '';
  return new UserError(
    `One of the rows ${rows} cannot be taken: ${error.message}${detail}. Nothing was changed: export again.`,
    { cause: error },
  );
}
