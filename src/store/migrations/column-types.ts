import type { ColumnDataType, Expression } from 'kysely';

/** The column types whose name depends on the engine. */
export interface ColumnTypes {
  /**
   * Text that is compared byte by byte, so that both engines sort ids and days alike: SQLite's `text`, and on
   * PostgreSQL `text collate "C"`.
   */
  readonly text: ColumnDataType | Expression<string>;
  /** A whole number that the database gives out by itself as a primary key. */
  readonly serial: ColumnDataType;
}

export const SQLITE_TYPES: ColumnTypes = { text: 'text', serial: 'integer' };
