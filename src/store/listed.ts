import { type RawBuilder, sql } from 'kysely';

/** The rows, of one column `value`, that a list of texts makes: one parameter, however long the list. */
export type Listed = (texts: readonly string[]) => RawBuilder<{ value: string }>;

export const SQLITE_LISTED: Listed = (texts) => sql`select value from json_each(${JSON.stringify(texts)})`;

export const POSTGRES_LISTED: Listed = (texts) =>
  sql`select value from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) as value`;
