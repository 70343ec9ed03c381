import { sql } from 'kysely';
import type { Paper } from '../paper/paper.ts';
import type { Narrowing } from '../query/narrow.ts';
import { searchWords } from '../query/search-words.ts';
import type { Database } from './schema.ts';

/** Which of the papers whose words fit are asked for. */
export interface SearchPage {
  /** The least key: papers of earlier days are left out. */
  readonly from: number;
  readonly limit: number;
  readonly offset: number;
}

/** How papers are searched by their words: like claiming work, each engine does it in its own way. */
export interface SearchText {
  /** Keeps a paper's words under its search key, in place of those that were there. */
  keep(db: Database, searchKey: number, paper: Paper): Promise<void>;
  /** Forgets what is kept under a key. */
  forget(db: Database, searchKey: number): Promise<void>;
  /** The search keys of papers whose words fit, newest first. */
  find(db: Database, narrowing: Narrowing, page: SearchPage): Promise<number[]>;
}

/** FTS5, with a table that holds the index alone. */
export const SQLITE_SEARCH: SearchText = {
  async keep(db, searchKey, paper) {
    const { title, keywords, abstract, authors, joined, written } = searchWords(paper);
    await SQLITE_SEARCH.forget(db, searchKey);
    await sql`
      insert into paper_words (rowid, title, keywords, abstract, authors, joined, written)
      values (${searchKey}, ${title}, ${keywords}, ${abstract}, ${authors}, ${joined}, ${written})
    `.execute(db);
  },

  async forget(db, searchKey) {
    await sql`delete from paper_words where rowid = ${searchKey}`.execute(db);
  },

  async find(db, narrowing, { from, limit, offset }) {
    const { rows } = await sql<{ key: number }>`
      select rowid as key from paper_words
      where paper_words match ${matchText(narrowing)} and rowid >= ${from}
      order by rowid desc limit ${limit} offset ${offset}
    `.execute(db);
    return rows.map(({ key }) => key);
  },
};

/** The query of FTS5, in which every word is quoted. */
function matchText(narrowing: Narrowing): string {
  switch (narrowing.kind) {
    case 'row':
      return `{${narrowing.in.join(' ')}} : ${quoted(narrowing.words.join(' '))}`;
    case 'prefix':
      return `{${narrowing.in.join(' ')}} : ${quoted(narrowing.start)} *`;
    case 'any':
    case 'all': {
      const members = narrowing.of.map(matchText);
      return members.length === 1
        ? (members[0] as string)
        : `(${members.join(narrowing.kind === 'any' ? ' OR ' : ' AND ')})`;
    }
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
