import { type ColumnDataType, type Expression, sql } from 'kysely';

/** The column types whose name depends on the engine. */
export interface ColumnTypes {
  /**
   * Text that is compared byte by byte, so that both engines sort ids and days alike: SQLite's `text`, and on
   * PostgreSQL `text collate "C"`.
   */
  readonly text: ColumnDataType | Expression<string>;
  /** A whole number that the database gives out by itself as a primary key. */
  readonly serial: ColumnDataType;
  /** What searches words: SQLite's FTS5, or PostgreSQL's `tsvector`. */
  readonly search: 'fts5' | 'tsvector';
}

export const SQLITE_TYPES: ColumnTypes = { text: 'text', serial: 'integer', search: 'fts5' };

export const POSTGRES_TYPES: ColumnTypes = {
  text: sql`text collate "C"`,
  serial: 'serial',
  search: 'tsvector',
};
