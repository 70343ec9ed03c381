import { sql } from 'kysely';
import type { Narrowing } from '../query/narrow.ts';
import type { PaperText } from '../query/paper-words.ts';
import { type Marks, SEARCH_FIELDS, type SearchField, searchWords } from '../query/search-words.ts';
import { eachChunk } from './chunks.ts';
import { mergeFts5 } from './merge-fts5.ts';
import type { Database } from './schema.ts';

/** Which of the papers whose words fit are asked for. */
export interface SearchPage {
  /** The least key: papers of earlier days are left out. */
  readonly from: number;
  /** Only keys below this one, the last that was found. */
  readonly before: number;
  readonly limit: number;
}

export interface SearchedPaper {
  readonly searchKey: number;
  readonly paper: PaperText;
}

/** A word in one of the fields. */
export interface FieldWord {
  readonly field: SearchField;
  readonly word: string;
}

/** How papers are searched by their words: like claiming work, each engine does it in its own way. */
export interface SearchText {
  /** Keeps the words of papers under their search keys, of which nothing is kept yet. */
  keep(db: Database, papers: readonly SearchedPaper[]): Promise<void>;
  /** Does what keeps the words of many papers, with the index in order after it. */
  inBulk<T>(db: Database, work: () => Promise<T>): Promise<T>;
  /** Forgets what is kept under a key. */
  forget(db: Database, searchKey: number): Promise<void>;
  /**
   * The search keys of papers whose words fit, newest first: as many as are asked for, fewer where there are no others, and
   * more where they come at no cost.
   */
  find(db: Database, narrowing: Narrowing, page: SearchPage): Promise<number[]>;
  /** The words without those that no paper has; absent where it takes longer to look than it spares. */
  heldAmong?(db: Database, words: readonly FieldWord[]): Promise<readonly FieldWord[]>;
  /** Puts the index in order, which changes leave in pieces; absent where the engine does so by itself. */
  tidy?(db: Database): Promise<void>;
}

/** With one statement: longer texts of SQL are dear to build. */
export const KEPT_AT_ONCE = 50;

/**
 * What the words of all fields but the abstract begin with, so that the index has a list of its own for each: to look for
 * a word in titles would else be to read all places of it in abstracts. They are for private use, and stand in no word.
 */
const MARKS: Marks = {
  ...{ title: '\ue001', keywords: '\ue002', abstract: '' },
  ...{ authors: '\ue003', joined: '\ue000', written: '\ue004' },
};

/** FTS5, with a table that holds the index alone. */
export const SQLITE_SEARCH: SearchText = {
  async keep(db, papers) {
    await eachChunk(
      papers,
      async (chunk) => {
        const rows = chunk.map(({ searchKey, paper }) => {
          const words = searchWords(paper, MARKS);
          return sql`(${sql.join([searchKey, ...SEARCH_FIELDS.map((field) => words[field])])})`;
        });
        await sql`
          insert into paper_words (rowid, ${sql.raw(SEARCH_FIELDS.join(', '))}) values ${sql.join(rows)}
        `.execute(db);
      },
      KEPT_AT_ONCE,
    );
  },

  async inBulk(db, work) {
    const done = await work();
    await mergeFts5(db);
    return done;
  },

  async forget(db, searchKey) {
    await sql`delete from paper_words where rowid = ${searchKey}`.execute(db);
  },

  async find(db, narrowing, { from, before, limit }) {
    const { rows } = await sql<{ key: number }>`
      select rowid as key from paper_words
      where paper_words match ${matchText(narrowing)} and rowid >= ${from} and rowid < ${before}
      order by rowid desc limit ${limit}
    `.execute(db);
    return rows.map(({ key }) => key);
  },

  async heldAmong(db, words) {
    const asked = words.map(({ field, word }) => quoted(MARKS[field] + word));
    const { rows } = await sql<{ at: number }>`
      select key as at from json_each(${JSON.stringify(asked)})
      where exists (select 1 from paper_words where paper_words match value)
    `.execute(db);
    return rows.map(({ at }) => words[at] as FieldWord);
  },

  tidy: mergeFts5,
};

/** The query of FTS5, in which every word is quoted. */
function matchText(narrowing: Narrowing): string {
  switch (narrowing.kind) {
    case 'row':
      return inFields(narrowing.in, (mark) => quoted(narrowing.words.map((word) => mark + word).join(' ')));
    case 'prefix':
      return inFields(narrowing.in, (mark) => `${quoted(mark + narrowing.start)} *`);
    case 'any':
    case 'all': {
      const members = narrowing.of.map(matchText);
      return members.length === 1
        ? (members[0] as string)
        : `(${members.join(narrowing.kind === 'any' ? ' OR ' : ' AND ')})`;
    }
  }
}

function inFields(fields: readonly SearchField[], ask: (mark: string) => string): string {
  const asked = fields.map((field) => ask(MARKS[field]));
  return asked.length === 1 ? (asked[0] as string) : `(${asked.join(' OR ')})`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
