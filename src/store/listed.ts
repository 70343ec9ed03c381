import { type RawBuilder, sql } from 'kysely';

/** The rows, of columns `first` and `second`, that a list of pairs makes: one parameter, however long the list. */
export type Listed = (
  pairs: readonly (readonly [string, string])[],
) => RawBuilder<{ first: string; second: string }>;

export const SQLITE_LISTED: Listed = (pairs) =>
  sql`select value ->> 0 as first, value ->> 1 as second from json_each(${JSON.stringify(pairs)})`;

export const POSTGRES_LISTED: Listed = (pairs) =>
  sql`select value ->> 0 as first, value ->> 1 as second from jsonb_array_elements(${JSON.stringify(pairs)}::jsonb)`;
