import { type Kysely, sql, type TableMetadata } from 'kysely';
import { UserError } from '../command/user-error.ts';
import { inChunks } from './chunks.ts';
import { keepRows, type SearchedRow } from './keep-rows.ts';
import { NEVER_MET } from './matches.ts';
import type { SearchText } from './search-text.ts';

/** One row of one table, by the names that the database has for its columns. */
export interface TableRow {
  readonly table: string;
  readonly row: Readonly<Record<string, string | number | null>>;
}

/** Moves everything between databases, whatever their engines. */
export interface Transfer {
  /** How many rows there are to move. */
  count(): Promise<number>;
  /** Every row, as it was at one moment, tables and rows in a fixed order. */
  export(): AsyncIterable<TableRow>;
  /**
   * Takes rows into a database that holds none, all or nothing; resolves to their number.
   *
   * @throws UserError where it holds rows already, and for a table or column that it does not know
   */
  import(rows: AsyncIterable<TableRow>): Promise<number>;
}

/** What is not moved: what can be fetched or made again, and what each engine has for itself. */
const LEFT_OUT = /^(?:kysely_|paper_words|sqlite_|cache$)/;
/** What earlier versions exported and is made again: all queries meet the news anew. */
const MADE_ANEW = 'matches';
/** A new database holds its numbers already, and none of them means anything. */
const NUMBERS = 'revisions';
const BATCH = 1_000;

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** PostgreSQL gives large numbers as text. */
  readonly numbers: ReadonlySet<string>;
  /** The column that the database numbers by itself. */
  readonly serial: string | undefined;
}

/** `db` without plugins, so that names stay as the database has them. */
export function createTransfer(db: Kysely<unknown>, searchText: SearchText, isPostgres: boolean): Transfer {
  type Rows = Kysely<Record<string, Record<string, string | number | null>>>;

  async function tables(): Promise<Table[]> {
    const found = await db.introspection.getTables();
    return found
      .filter(({ name, isView }) => !isView && !LEFT_OUT.test(name))
      .map(readTable)
      .sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  async function countIn(inside: Kysely<unknown>, known: readonly Table[]): Promise<number> {
    let rows = 0;
    for (const { name } of known) {
      const { rows: counted } = await sql<{ held: number | string }>`
        select count(*) as held from ${sql.table(name)}
      `.execute(inside);
      rows += Number(counted[0]?.held ?? 0);
    }
    return rows;
  }

  async function* rowsOf(inside: Rows, { name, columns, numbers }: Table): AsyncGenerator<TableRow> {
    let query = inside.selectFrom(name).selectAll();
    for (const column of columns) query = query.orderBy(column);
    for await (const row of query.stream(BATCH)) {
      const entries = Object.entries(row).map(([column, value]): [string, string | number | null] => [
        column,
        value !== null && numbers.has(column) ? Number(value) : value,
      ]);
      yield { table: name, row: Object.fromEntries(entries) };
    }
  }

  async function insert(inside: Rows, table: Table, rows: readonly TableRow['row'][]): Promise<void> {
    for (const row of rows) {
      const unknown = Object.keys(row).find((column) => !table.columns.includes(column));
      if (unknown !== undefined)
        throw new UserError(
          `The table ${table.name} has no column ${unknown}. Update Paperboy, then import again.`,
        );
    }
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
  async function goOnCounting(inside: Kysely<unknown>, known: readonly Table[]): Promise<void> {
    if (!isPostgres) return;
    for (const { name, serial } of known) {
      if (serial === undefined) continue;
      await sql`
        select setval(pg_get_serial_sequence(${name}, ${serial}), greatest(coalesce(max(${sql.ref(serial)}), 0), 1))
        from ${sql.table(name)}
      `.execute(inside);
    }
  }

  const begin = () => (isPostgres ? db.transaction().setIsolationLevel('repeatable read') : db.transaction());

  return {
    count: async () => countIn(db, await tables()),

    async *export() {
      const known = await tables();
      const transaction = await (isPostgres
        ? db.startTransaction().setIsolationLevel('repeatable read')
        : db.startTransaction()
      ).execute();
      try {
        for (const table of known) yield* rowsOf(transaction as unknown as Rows, table);
      } finally {
        await transaction.rollback().execute();
      }
    },

    async import(rows) {
      const known = await tables();
      const byName = new Map(known.map((table) => [table.name, table]));
      return begin().execute(async (transaction) => {
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
        let current: Table | undefined;
        let isOlder = false;
        const flush = async () => {
          if (current && batch.length > 0) await insert(transaction as unknown as Rows, current, batch);
          batch = [];
        };
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
          batch.push(row);
          taken += 1;
        }
        await flush();
        if (isOlder) await sql`update queries set through = ${NEVER_MET}`.execute(transaction);
        await goOnCounting(transaction, known);
        return taken;
      });
    },
  };
}

function readTable({ name, columns }: TableMetadata): Table {
  return {
    name,
    columns: columns.map((column) => column.name),
    numbers: new Set(
      columns.filter(({ dataType }) => /int|double|float|real/i.test(dataType)).map((column) => column.name),
    ),
    serial: columns.find(({ isAutoIncrementing }) => isAutoIncrementing)?.name,
  };
}
