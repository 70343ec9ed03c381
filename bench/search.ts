import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { search, wanted } from '../src/catalog/search.ts';
import type { Paper } from '../src/paper/paper.ts';
import type { Query } from '../src/query/ast.ts';
import { matches } from '../src/query/matcher.ts';
import { parseQuery } from '../src/query/parser.ts';
import { openSqliteStore } from '../src/store/open-sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { fillPapers } from './load/database.ts';
import { distinctPapers, multiplied } from './papers.ts';
import { keyword, materialOf } from './percolate/mixes.ts';
import type { BenchOptions, BenchResult } from './result.ts';
import { PEERS } from './search/peers.ts';
import { median, pick, quantile, seeded } from './seeded.ts';

const PAPERS = 100_000;
const QUERIES = 400;
const ROUNDS = 5;
/** A page of a list. */
const PAGE = 10;
/** Queries whose answers are compared with the plain matcher's, over all papers of a sample. */
const JUDGED_QUERIES = 60;
const JUDGED_PAPERS = 5_000;

type Row = [what: string, value: string, goal: string];

/**
 * Search over 100,000 papers on SQLite, beside MiniSearch and FlexSearch. `--papers 20000` takes fewer, `--peers 0` none
 * of the others. */
export async function run({ numbers }: BenchOptions): Promise<BenchResult> {
  const { papers: real, origin } = distinctPapers();
  const papers = multiplied(real, numbers.papers ?? PAPERS);
  const queries = queriesFrom(real);
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  const file = join(folder, 'bench.db');
  try {
    let store = await openSqliteStore({ file });
    const filling = await timed(() => fillPapers(store, papers));
    // As every night.
    const tidying = await timed(() => store.papers.tidySearch());
    await store.close();
    const opening = performance.now();
    store = await openSqliteStore({ file });
    await search(store, queries[0] as Query);
    const opened = performance.now() - opening;
    const newest = await latencies(queries, (query) => firstPage(store, query));
    const best = await latencies(queries, (query) => search(store, query));
    const rows: Row[] = [
      ['newest first, one page, p50 / p99', percentiles(newest), 'p99 ≤ 10 ms'],
      ['best first with looser matches, p50 / p99', percentiles(best), 'p99 ≤ 40 ms'],
      ['from opening the database to the first answer', `${opened.toFixed(0)} ms`, 'at once'],
      [
        'database',
        `${(statSync(file).size / 1e6).toFixed(0)} MB, filled in ${(filling / 1000).toFixed(0)} s, tidied in ${(tidying / 1000).toFixed(0)} s`,
        '',
      ],
      ...(numbers.peers === 0 ? [] : peerRows(papers, queries)),
    ];
    await store.close();
    return {
      title: `${papers.length.toLocaleString('en')} papers, made from ${real.length} ${origin}; ${QUERIES} queries, medians of ${ROUNDS} rounds`,
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function queriesFrom(papers: readonly Paper[]): Query[] {
  const material = materialOf(papers);
  const random = seeded(5);
  const queries: Query[] = [];
  while (queries.length < QUERIES) {
    const text =
      random() < 0.5 && material.keywords.length > 0
        ? pick(material.keywords, random)
        : keyword(material, random);
    try {
      queries.push(parseQuery(text));
    } catch {
      // Not every keyword is a query.
    }
  }
  return queries;
}

async function firstPage(store: Store, query: Query): Promise<void> {
  let found = 0;
  for await (const _ of wanted(store, query, 'newest')) {
    found += 1;
    if (found === PAGE) return;
  }
}

/** Of each query the median over the rounds, in milliseconds. */
async function latencies(queries: readonly Query[], ask: (query: Query) => unknown): Promise<number[]> {
  const rounds: number[][] = queries.map(() => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [at, query] of queries.entries()) {
      const took = await timed(async () => ask(query));
      // The first round warms up.
      if (round > 0) rounds[at]?.push(took);
    }
  }
  return rounds.map(median);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function peerRows(papers: readonly Paper[], queries: readonly Query[]): Row[] {
  const sample = papers.slice(0, JUDGED_PAPERS);
  const judged = queries.slice(0, JUDGED_QUERIES);
  const truth = judged.map(
    (query) => new Set(sample.filter((paper) => matches(query, paper)).map(({ id }) => id)),
  );
  return PEERS.map(({ name, build }): Row => {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const started = performance.now();
    const ask = build(papers);
    const building = (performance.now() - started) / 1000;
    globalThis.gc?.();
    const memory = (process.memoryUsage().heapUsed - before) / 1e6;
    const times = queries.map((query) => {
      const rounds = Array.from({ length: ROUNDS }, () => {
        const from = performance.now();
        ask(query.text, PAGE);
        return performance.now() - from;
      });
      return median(rounds);
    });
    const small = build(sample);
    let [both, found, right] = [0, 0, 0];
    judged.forEach((query, at) => {
      const answer = small(query.text, JUDGED_PAPERS);
      const wantedIds = truth[at] as Set<string>;
      both += answer.filter((id) => wantedIds.has(id)).length;
      found += answer.length;
      right += wantedIds.size;
    });
    const quality = `precision ${(both / found).toFixed(2)}, recall ${(both / right).toFixed(2)}`;
    return [
      `${name}, p50 / p99`,
      `${percentiles(times)}; ${quality}; ${memory.toFixed(0)} MB, built in ${building.toFixed(0)} s after every start`,
      '',
    ];
  });
}

function percentiles(times: readonly number[]): string {
  return `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.99).toFixed(1)} ms`;
}
