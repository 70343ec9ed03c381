import { sql } from 'kysely';
import type { Paper } from '../paper/paper.ts';
import type { Narrowing } from '../query/narrow.ts';
import { type SearchField, searchWords } from '../query/search-words.ts';
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
  /** Keeps a paper's words under its search key, of which nothing is kept yet. */
  keep(db: Database, searchKey: number, paper: Paper): Promise<void>;
  /** Forgets what is kept under a key. */
  forget(db: Database, searchKey: number): Promise<void>;
  /** The search keys of papers whose words fit, newest first. */
  find(db: Database, narrowing: Narrowing, page: SearchPage): Promise<number[]>;
}

/**
 * Begins the words of `joined`, so that they are found without a look at all places of common words. It is for private
 * use, and stands in no word.
 */
const JOINED = '\ue000';

/** FTS5, with a table that holds the index alone. */
export const SQLITE_SEARCH: SearchText = {
  async keep(db, searchKey, paper) {
    const { title, keywords, abstract, authors, joined, written } = searchWords(paper);
    const marked = joined.replaceAll(/\S+/g, `${JOINED}$&`);
    await sql`
      insert into paper_words (rowid, title, keywords, abstract, authors, joined, written)
      values (${searchKey}, ${title}, ${keywords}, ${abstract}, ${authors}, ${marked}, ${written})
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
      return inFields(narrowing.in, (mark) => rowText(narrowing.words, mark));
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
  const plain = fields.filter((field) => field !== 'joined');
  const asked = [
    ...(plain.length > 0 ? [`{${plain.join(' ')}} : ${ask('')}`] : []),
    ...(fields.includes('joined') ? [`{joined} : ${ask(JOINED)}`] : []),
  ];
  return asked.length === 1 ? (asked[0] as string) : `(${asked.join(' OR ')})`;
}

/** Words in a row; where there are gaps, the parts between them no further from each other than they are in the row. */
function rowText(words: readonly (string | null)[], mark: string): string {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word !== null) parts.at(-1)?.push(mark + word);
    else if (parts.at(-1)?.length !== 0) parts.push([]);
  }
  const phrases = parts.map((part) => quoted(part.join(' ')));
  if (phrases.length === 1) return phrases[0] as string;
  const between = words.length - (parts[0]?.length ?? 0) - (parts.at(-1)?.length ?? 0);
  return `NEAR(${phrases.join(' ')}, ${between})`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
