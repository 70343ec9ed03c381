import { type Kysely, sql } from 'kysely';
import { UserError } from '../command/user-error.ts';
import { READ_ONLY } from './postgres-error.ts';

/** What a server says of itself and of the database that it was asked for. */
export interface PostgresServer {
  /** `15.4`. */
  readonly version: string;
  /** `150004`. */
  readonly versionNumber: number;
  readonly encoding: string;
  /** Where tables are made that are named without a schema; null where there is no such place. */
  readonly schema: string | null;
  /** A standby, or a user whose transactions may not write. */
  readonly isReadOnly: boolean;
}

const OLDEST = 150_000;
/** SQL_ASCII keeps the bytes that it is given, whatever they mean. */
const ENCODINGS = ['UTF8', 'SQL_ASCII'];

export async function askServer(db: Kysely<unknown>): Promise<PostgresServer> {
  const { rows } = await sql<PostgresServer>`
    select
      current_setting('server_version') as version,
      cast(current_setting('server_version_num') as integer) as "versionNumber",
      current_setting('server_encoding') as encoding,
      current_schema() as schema,
      current_setting('transaction_read_only') = 'on' as "isReadOnly"
  `.execute(db);
  return rows[0] as PostgresServer;
}

/** Milliseconds by which a clock is ahead of the server's; negative where it is behind. */
export async function clockAhead(db: Kysely<unknown>, now: () => number): Promise<number> {
  const before = now();
  const { rows } = await sql<{ at: string }>`
    select extract(epoch from clock_timestamp()) * 1000 as at
  `.execute(db);
  return (before + now()) / 2 - Number(rows[0]?.at);
}

/**
 * The schema that holds the tables.
 *
 * @throws UserError where the server or the database cannot hold what Paperboy keeps
 */
export function usableSchema(server: PostgresServer, name: string): string {
  const { version, versionNumber, encoding, schema, isReadOnly } = server;
  if (versionNumber < OLDEST)
    throw new UserError(
      `The database ${name} is on PostgreSQL ${version}. Paperboy needs 15 or newer: update the server, or correct DATABASE_URL.`,
    );
  if (!ENCODINGS.includes(encoding))
    throw new UserError(
      `The database ${name} is in ${encoding}, which has no room for all letters. Create another one in UTF8 (\`createdb --encoding UTF8 --template template0\`), and name it in DATABASE_URL.`,
    );
  if (isReadOnly) throw new UserError(`The database ${name} ${READ_ONLY}`);
  if (schema === null)
    throw new UserError(
      `The database ${name} has none of the schemas in the search_path of this user. Create one of them, or correct the search_path.`,
    );
  return schema;
}
