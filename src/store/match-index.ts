import { setImmediate } from 'node:timers/promises';
import { newestRevision } from './revisions.ts';
import type { Database } from './schema.ts';

/** Which papers each query wants, in memory: kept by paper in the database, and asked for by query. */
export interface MatchIndex {
  /** What is stored now, as far as `db` sees it, or further. */
  catchUp(db: Database): Promise<Matches>;
  /** In a transaction that changes what is stored: that may be taken back, so from now on it reads for itself alone. */
  changed(): void;
}

/** The index of a whole database, and one for each transaction. */
export interface MatchIndexes {
  readonly root: MatchIndex;
  inTransaction(): MatchIndex;
}

export function createMatchIndexes(): MatchIndexes {
  let shared: Matches | undefined;

  async function catchUp(db: Database): Promise<Matches> {
    const matches = shared ?? new Matches();
    await bring(matches, db);
    // Another one may have been the first meanwhile.
    shared ??= matches;
    return matches;
  }

  return {
    root: { catchUp, changed: () => {} },
    inTransaction() {
      let isAlone = false;
      return {
        async catchUp(db) {
          if (!isAlone) return catchUp(db);
          const matches = new Matches();
          await bring(matches, db);
          return matches;
        },
        changed() {
          isAlone = true;
        },
      };
    },
  };
}

/** Several may do it at once, of whom one sees less than another. */
async function bring(matches: Matches, db: Database): Promise<void> {
  const matched = await newestRevision(db, 'matched');
  const forgotten = await newestRevision(db, 'forgotten');
  if (matched > matches.matched) {
    const known = matches.matched;
    for await (const rows of inPages<OfPaper>((last) => papersAfter(db, known, last)))
      for (const row of rows) matches.takePaper(row);
    for await (const rows of inPages<OfQuery>((last) => queriesAfter(db, known, last)))
      for (const row of rows) matches.takeQuery(row);
    matches.matched = Math.max(matches.matched, matched);
  }
  if (forgotten > matches.forgotten) {
    const held = await db.selectFrom('paperMatches').select('paperId').execute();
    const own = await db.selectFrom('queryMatches').select('query').execute();
    matches.keep(
      new Set(held.map(({ paperId }) => paperId)),
      new Set(own.map(({ query }) => query)),
      matched,
    );
    matches.forgotten = Math.max(matches.forgotten, forgotten);
  }
}

/** What all queries that were followed then made of one paper. */
interface OfPaper {
  readonly paperId: string;
  readonly revision: number;
  readonly queries: readonly number[];
}

/** What one query made of all papers that were news then. */
interface OfQuery {
  readonly query: number;
  readonly revision: number;
  readonly papers: readonly string[];
}

/** So many rows are read at a time; then others have their turn. */
const PAGE = 250;

async function* inPages<Row>(read: (last: Row | undefined) => Promise<Row[]>): AsyncGenerator<Row[]> {
  for (let last: Row | undefined; ; ) {
    const rows = await read(last);
    yield rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1);
    await setImmediate();
  }
}

async function papersAfter(db: Database, revision: number, last: OfPaper | undefined): Promise<OfPaper[]> {
  const rows = await db
    .selectFrom('paperMatches')
    .selectAll()
    .where('revision', '>', revision)
    .where('paperId', '>', last?.paperId ?? '')
    .orderBy('paperId')
    .limit(PAGE)
    .execute();
  return rows.map((row) => ({
    paperId: row.paperId,
    revision: Number(row.revision),
    queries: JSON.parse(row.queries) as number[],
  }));
}

async function queriesAfter(db: Database, revision: number, last: OfQuery | undefined): Promise<OfQuery[]> {
  const rows = await db
    .selectFrom('queryMatches')
    .selectAll()
    .where('revision', '>', revision)
    .where('query', '>', last?.query ?? 0)
    .orderBy('query')
    .limit(PAGE)
    .execute();
  return rows.map((row) => ({
    query: row.query,
    revision: Number(row.revision),
    papers: JSON.parse(row.papers) as string[],
  }));
}

interface PaperEntry {
  readonly id: string;
  revision: number;
  /** In ascending order. */
  queries: Int32Array;
}

/** Matches as they are stored. Of a query and a paper, the meeting with the higher revision tells. */
export class Matches {
  /** Up to which revision all matches were read. */
  matched = 0;
  /** How often old matches had been deleted when those that are gone were dropped. */
  forgotten = 0;
  readonly #papers = new Map<string, PaperEntry>();
  readonly #byQuery = new Map<number, PaperEntry[]>();
  readonly #ofQueries = new Map<
    number,
    { readonly revision: number; readonly papers: ReadonlySet<string> }
  >();

  /** Takes a row; one that it has, or an older one, changes nothing. */
  takePaper({ paperId: id, revision, queries }: OfPaper): void {
    const known = this.#papers.get(id);
    if (known && known.revision >= revision) return;
    const paper = known ?? { id, revision, queries: NONE };
    const before = paper.queries;
    paper.revision = revision;
    paper.queries = Int32Array.from(queries);
    if (!known) this.#papers.set(id, paper);
    for (const query of paper.queries) if (!has(before, query)) this.#add(query, paper);
    for (const query of before) if (!has(paper.queries, query)) this.#remove(query, paper);
  }

  /** The same. */
  takeQuery({ query, revision, papers }: OfQuery): void {
    const known = this.#ofQueries.get(query);
    if (!known || known.revision < revision)
      this.#ofQueries.set(query, { revision, papers: new Set(papers) });
  }

  /** Drops what is not among rows that were read up to a revision, and is no newer than that. */
  keep(papers: ReadonlySet<string>, queries: ReadonlySet<number>, matched: number): void {
    const gone = new Set<PaperEntry>();
    for (const [id, paper] of this.#papers) {
      if (paper.revision > matched || papers.has(id)) continue;
      gone.add(paper);
      this.#papers.delete(id);
    }
    for (const query of new Set([...gone].flatMap((paper) => [...paper.queries]))) {
      const left = (this.#byQuery.get(query) ?? []).filter((paper) => !gone.has(paper));
      if (left.length > 0) this.#byQuery.set(query, left);
      else this.#byQuery.delete(query);
    }
    for (const [query, { revision }] of this.#ofQueries) {
      if (revision <= matched && !queries.has(query)) this.#ofQueries.delete(query);
    }
  }

  /** The ids of the papers that a query wants. Some may be held no longer, or be news no longer. */
  papersOf(query: number): string[] {
    const own = this.#ofQueries.get(query);
    const met = this.#byQuery.get(query) ?? [];
    if (!own) return met.map(({ id }) => id);
    return [
      ...met.filter(({ revision }) => revision > own.revision).map(({ id }) => id),
      ...[...own.papers].filter((id) => (this.#papers.get(id)?.revision ?? 0) < own.revision),
    ];
  }

  wants(query: number, paperId: string): boolean {
    const own = this.#ofQueries.get(query);
    const paper = this.#papers.get(paperId);
    if (own && own.revision > (paper?.revision ?? 0)) return own.papers.has(paperId);
    return paper !== undefined && has(paper.queries, query);
  }

  #add(query: number, paper: PaperEntry): void {
    const papers = this.#byQuery.get(query);
    if (papers) papers.push(paper);
    else this.#byQuery.set(query, [paper]);
  }

  #remove(query: number, paper: PaperEntry): void {
    const papers = this.#byQuery.get(query) ?? [];
    papers.splice(papers.indexOf(paper), 1);
  }
}

const NONE = new Int32Array(0);

function has(sorted: Int32Array, number: number): boolean {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] as number) < number) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === number;
}
