import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Narrowing } from '../query/narrow.ts';
import { type SearchField, searchWords } from '../query/search-words.ts';
import { STOP_WORDS } from '../query/stop-words.ts';
import { eachChunk } from './chunks.ts';
import { lexeme, rowLexeme, ShortRows, vectorOf } from './postgres-vector.ts';
import type { Database } from './schema.ts';
import { KEPT_AT_ONCE, type SearchPage, type SearchText } from './search-text.ts';

/** `tsvector` and GIN, from the same words as SQLite's index. */
export const POSTGRES_SEARCH: SearchText = {
  async keep(db, papers) {
    await eachChunk(
      papers,
      async (chunk) => {
        const rows = chunk.map(
          ({ searchKey, paper }) => sql`(${searchKey}, ${vectorOf(searchWords(paper))}::tsvector)`,
        );
        await sql`
          insert into paper_words (search_key, words) values ${sql.join(rows)}
          on conflict (search_key) do update set words = excluded.words
        `.execute(db);
      },
      KEPT_AT_ONCE,
    );
  },

  async inBulk(db, work) {
    if (!(await ownsIndex(db))) return work();
    // To make it once is quicker by far than to change it with each paper.
    await sql`drop index paper_words_words`.execute(db);
    const done = await work();
    // What is only noted down at first, to be put into the index later, is gone through by every search: 4 MB took 0.4 s.
    await sql`create index paper_words_words on paper_words using gin (words) with (fastupdate = off)`.execute(
      db,
    );
    await sql`analyze paper_words`.execute(db);
    return done;
  },

  async forget(db, searchKey) {
    await sql`delete from paper_words where search_key = ${searchKey}`.execute(db);
  },

  async find(db, narrowing, page) {
    const fitting = fits(queryOf(narrowing));
    const few = await gather(db, fitting, page, sql`limit ${FEW + 1}`);
    if (few.length <= FEW) return few.toSorted((left, right) => right - left);
    return (
      (await walk(db, { fitting, telling: fits(queryOf(narrowing, tellingText)) }, page)) ??
      gather(db, fitting, page, sql`order by search_key desc limit ${Math.max(page.limit, GATHERED)}`)
    );
  },
};

/** Only its owner may drop and make an index; anybody who may write the table fills it. */
async function ownsIndex(db: Database): Promise<boolean> {
  const { rows } = await sql<{ owns: boolean }>`
    select pg_has_role(relowner, 'usage') as owns from pg_class where oid = 'paper_words_words'::regclass
  `.execute(db);
  return rows[0]?.owns === true;
}

interface Row {
  readonly key: number | string;
}

function keyOf({ key }: Row): number {
  return Number(key);
}

function fits(query: string): RawBuilder<unknown> {
  return sql`words @@ ${query}::tsquery`;
}

function isOn({ from, before }: SearchPage): RawBuilder<unknown> {
  return sql`search_key >= ${from} and search_key < ${before}`;
}

/** Papers that fit, as the index gives them: else the planner may walk from the newest one back to the very end. */
async function gather(
  db: Database,
  fitting: RawBuilder<unknown>,
  page: SearchPage,
  which: RawBuilder<unknown>,
): Promise<number[]> {
  const { rows } = await sql<Row>`
    with fitting as materialized (select search_key from paper_words where ${fitting} and ${isOn(page)})
    select search_key as key from fitting ${which}
  `.execute(db);
  return rows.map(keyOf);
}

/** All that fit are gathered, however few are asked for: whoever wants more need not let them be gathered again. */
const GATHERED = 800;
/** Where words are rarer among the newest papers than on average, a walk is this many times as long as expected. */
const PATIENCE = 2;
/** So many papers are looked at on the way in the time that it takes to gather one. */
const CHEAPER = 4;
/** So many that fit are gathered in less time than it takes to ask how many there are. */
const FEW = 600;
/** So many that are found on the way tell better than the planner how many there are. */
const TELLING = 3;

/**
 * The newest papers that fit, where it takes less time to come upon them, from the newest paper back, than to gather all that
 * fit: as many as are asked for, or fewer where there are no others. Undefined where to gather them is quicker.
 */
async function walk(
  db: Database,
  { fitting, telling }: Record<'fitting' | 'telling', RawBuilder<unknown>>,
  page: SearchPage,
): Promise<number[] | undefined> {
  const wanted = Math.max(FEW, await expectedRows(db, sql`${isOn(page)} and ${telling}`));
  const papers = await expectedRows(db, isOn(page));
  const found: number[] = [];
  const expected = Math.ceil((PATIENCE * page.limit * papers) / wanted);
  // Of words in a row the planner often expects a tenth of what there is: a short walk tells.
  let steps = expected <= wanted ? expected : Math.ceil(wanted / 2);
  for (let before: number | undefined = page.before, walked = 0; ; ) {
    const rest = { ...page, before, limit: page.limit - found.length };
    found.push(...(await fittingAmong(db, fitting, rest, steps)));
    if (found.length === page.limit) return found;
    before = await keyAfter(db, rest, steps);
    if (before === undefined) return found;
    walked += steps;
    steps = Math.ceil((PATIENCE * (page.limit - found.length) * walked) / Math.max(1, found.length));
    const fit = found.length < TELLING ? wanted : Math.max(wanted, (papers * found.length) / walked);
    if (steps > CHEAPER * fit) return undefined;
  }
}

/** Those of the newest `steps` papers that fit. */
async function fittingAmong(
  db: Database,
  fitting: RawBuilder<unknown>,
  page: SearchPage,
  steps: number,
): Promise<number[]> {
  const { rows } = await sql<Row>`
    with newest as (
      select search_key, words from paper_words where ${isOn(page)} order by search_key desc limit ${steps}
    )
    select search_key as key from newest where ${fitting} order by search_key desc limit ${page.limit}
  `.execute(db);
  return rows.map(keyOf);
}

/** The key of the last one of the newest `steps` papers; undefined where there are fewer. */
async function keyAfter(db: Database, page: SearchPage, steps: number): Promise<number | undefined> {
  const { rows } = await sql<Row>`
    select search_key as key from paper_words where ${isOn(page)}
    order by search_key desc offset ${steps - 1} limit 1
  `.execute(db);
  return rows[0] && keyOf(rows[0]);
}

/** How many papers fit, as the planner has it: it knows the most common words. */
async function expectedRows(db: Database, fitting: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': unknown }>`
    explain (format json) select from paper_words where ${fitting}
  `.execute(db);
  return Math.max(1, planned.parse(rows)[0]['QUERY PLAN'][0].Plan['Plan Rows']);
}

const planned = z.tuple([
  z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]) }),
]);

/** The `tsquery`, in which every word is quoted. */
function queryOf(
  narrowing: Narrowing,
  textOf: (field: SearchField, words: readonly string[]) => string[] = rowText,
): string {
  switch (narrowing.kind) {
    case 'row':
      return inFields(narrowing.in, (field) => textOf(field, narrowing.words).join(' & '));
    case 'prefix':
      return inFields(narrowing.in, (field) => `${lexeme(field, narrowing.start)}:*`);
    case 'any':
    case 'all': {
      const members = narrowing.of.map((member) => queryOf(member, textOf));
      return `(${members.join(narrowing.kind === 'any' ? ' | ' : ' & ')})`;
    }
  }
}

/** What a paper has that has words in a row, without what stands nearly everywhere. */
function rowText(field: SearchField, words: readonly string[]): string[] {
  return [...wordsText(field, words), ...shortRowsText(field, words)];
}

/** Of that, what tells the planner best how many there are: it takes words in a row to be met by chance. */
function tellingText(field: SearchField, words: readonly string[]): string[] {
  const rows = shortRowsText(field, words);
  return rows.length > 0 ? rows : wordsText(field, words);
}

function wordsText(field: SearchField, words: readonly string[]): string[] {
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  return (telling.length > 0 ? telling : words).map((word) => lexeme(field, word));
}

function shortRowsText(field: SearchField, words: readonly string[]): string[] {
  const short = new ShortRows();
  const rows = words.flatMap((word) => short.endingWith(word) ?? []);
  const telling = rows.filter((row) => !STOP_WORDS.has(row.slice(0, row.indexOf(' '))));
  return (telling.length > 0 ? telling : rows).map((row) => rowLexeme(field, row));
}

function inFields(fields: readonly SearchField[], ask: (field: SearchField) => string): string {
  return `(${fields.map((field) => `(${ask(field)})`).join(' | ')})`;
}
