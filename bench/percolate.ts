import type { Paper } from '../src/paper/paper.ts';
import type { Query } from '../src/query/ast.ts';
import { matches } from '../src/query/matcher.ts';
import { parseQuery } from '../src/query/parser.ts';
import { createPercolator, type Percolator } from '../src/query/percolator/percolator.ts';
import { WordScanner } from '../src/text/word-scanner.ts';
import { benchPapers } from './papers.ts';
import {
  commonPair,
  commonPhrase,
  keyword,
  type Material,
  materialOf,
  rareKeyword,
  wholeLanguage,
} from './percolate/mixes.ts';
import { PEERS } from './percolate/peers.ts';
import type { BenchOptions, BenchResult } from './result.ts';
import { median, pickZipf, seeded } from './seeded.ts';

const ROUNDS = 5;
const PAPERS = 400;
const ZIPF_DISTINCT = 50_000;
/** Pairs that the plain matcher is asked about, for precision and recall. */
const JUDGED_KEYWORDS = 20_000;
const JUDGED_PAPERS = 40;

type Row = [what: string, value: string, goal: string];

/**
 * Papers against a million subscriptions: time for a paper (normalisation and all), memory, and the peers that can do
 * the plain part. `--subscriptions 100000` takes fewer.
 */
export async function run({ numbers }: BenchOptions): Promise<BenchResult> {
  const count = numbers.subscriptions ?? 1_000_000;
  const { papers: all, origin } = benchPapers();
  const step = Math.max(1, Math.floor(all.length / PAPERS));
  const papers = all.filter((_, at) => at % step === 0).slice(0, PAPERS);
  const material = materialOf(all);
  const floor = timeOf(papers, floorOf(papers));
  const rows: Row[] = [
    ['floor: one pass over the bytes with a hash', micro(floor), ''],
    ['normalising and splitting', withRatio(timeOf(papers, splitting()), floor), '≤ 3 × floor'],
    ...plainKeywords(papers, material, count),
    ...zipf(papers, material, count),
    ...other('few matches', rareKeyword, papers, material, count, floor, ''),
    ...other('nearly distinct', wholeLanguage, papers, material, count, floor, '≤ 40 × floor'),
    ...other('hot, phrases of common words', commonPhrase, papers, material, count, floor, '≤ 40 × floor'),
    ...other('hot, common words apart', commonPair, papers, material, count, floor, '≤ 40 × floor'),
  ];
  const title = `${papers.length} of ${all.length} ${origin}, ${count.toLocaleString('en')} subscriptions, medians of ${ROUNDS} rounds`;
  return { title, rows };
}

/** Median milliseconds for a paper. */
function timeOf(papers: readonly Paper[], work: (paper: Paper, at: number) => void): number {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const started = performance.now();
    papers.forEach(work);
    return (performance.now() - started) / papers.length;
  });
  // The first round warms up.
  return median(rounds.slice(1));
}

function floorOf(papers: readonly Paper[]): (paper: Paper, at: number) => void {
  const bytes = papers.map((paper) =>
    Buffer.from(
      [paper.title, paper.abstract, ...(paper.keywords ?? []), ...(paper.authors ?? [])].join('\n'),
    ),
  );
  let hash = 0;
  return (_, at) => {
    for (const byte of bytes[at] as Buffer) hash = Math.imul(hash ^ byte, 0x01000193);
  };
}

function splitting(): (paper: Paper) => void {
  const scanner = new WordScanner();
  return ({ title, abstract, keywords, authors }) => {
    for (const text of [title, abstract ?? '', ...(keywords ?? []), ...(authors ?? [])]) scanner.read(text);
  };
}

/** Distinct queries, and an index over them; queries that cannot be read are left out. */
function build(texts: Iterable<string>, count: number) {
  const percolator = createPercolator();
  let building = 0;
  for (const text of texts) {
    const query = read(text);
    if (!query) continue;
    const started = performance.now();
    percolator.add(percolator.size, query);
    building += performance.now() - started;
    if (percolator.size === count) break;
  }
  return { percolator, building };
}

function* made(
  make: (material: Material, random: () => number) => string,
  material: Material,
): Generator<string> {
  const random = seeded(7);
  for (;;) yield make(material, random);
}

function read(text: string): Query | undefined {
  try {
    return parseQuery(text);
  } catch {
    return undefined;
  }
}

function plainKeywords(papers: readonly Paper[], material: Material, count: number): Row[] {
  const seen = new Set<string>();
  for (const text of made(keyword, material)) {
    if (read(text)) seen.add(text);
    if (seen.size === count) break;
  }
  const keywords = [...seen];
  const { percolator, building } = build(keywords, count);
  const ours = timeOf(papers, (paper) => percolator.match(paper));
  const judged = judge(keywords, papers);
  const rows: Row[] = [
    ['PLAIN KEYWORDS', `${count.toLocaleString('en')} distinct`, ''],
    ['Paperboy', `${micro(ours)}, ${judged((paper) => percolator.match(paper))}`, 'precision 1, recall 1'],
    ['  index', indexOf(percolator, building), ''],
  ];
  const goals: Record<string, string> = {
    'modern-ahocorasick, boundary check': '≥ 10 ×',
    'token trie': '≥ 3 ×',
  };
  for (const { name, limit, prepare, build: buildPeer } of PEERS) {
    const given = keywords.slice(0, limit);
    const before = memory();
    const started = performance.now();
    const search = buildPeer(given);
    const took = (performance.now() - started) / 1000;
    const held = memory() - before;
    const prepared = papers.map(prepare);
    const few = limit < count ? papers.length / 20 : papers.length;
    const time = timeOf(papers.slice(0, few), (_, at) => search(prepared[at]));
    const quality = judged((_, at) => search(prepared[at]), Math.min(limit, JUDGED_KEYWORDS));
    const size = limit < count ? ` at ${limit.toLocaleString('en')} keywords` : '';
    rows.push([
      name,
      `${micro(time)}${size}: Paperboy is ${(time / ours).toFixed(1)} × as fast; ${quality}; ${megabytes(held)}, built in ${took.toFixed(1)} s`,
      goals[name] ?? '',
    ]);
  }
  return rows;
}

/** Compares with the plain matcher over the first keywords and papers. */
function judge(keywords: readonly string[], papers: readonly Paper[]) {
  const queries = keywords.slice(0, JUDGED_KEYWORDS).map(parseQuery);
  const some = papers.slice(0, JUDGED_PAPERS);
  const wanted = some.map((paper) => queries.map((query) => matches(query, paper) !== undefined));
  return (search: (paper: Paper, at: number) => Iterable<number>, limit = JUDGED_KEYWORDS): string => {
    let both = 0;
    let found = 0;
    let right = 0;
    some.forEach((paper, at) => {
      const truth = (wanted[at] as boolean[]).slice(0, limit);
      right += truth.filter(Boolean).length;
      for (const id of search(paper, at)) {
        if (id >= Math.min(limit, queries.length)) continue;
        found += 1;
        if (truth[id]) both += 1;
      }
    });
    return `precision ${share(both, found)}, recall ${share(both, right)}`;
  };
}

function zipf(papers: readonly Paper[], material: Material, count: number): Row[] {
  const distinct = new Map<string, Query>();
  for (const text of made(wholeLanguage, material)) {
    const query = read(text);
    if (query) distinct.set(query.canonical, query);
    if (distinct.size === Math.min(ZIPF_DISTINCT, count)) break;
  }
  const queries = [...distinct.values()];
  const random = seeded(11);
  const percolator = createPercolator();
  const rows: Row[] = [
    ['ZIPF, WHOLE LANGUAGE', `over ${queries.length.toLocaleString('en')} distinct queries`, ''],
  ];
  const times: number[] = [];
  for (const size of [1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= count)) {
    while (percolator.size < size) percolator.add(percolator.size, pickZipf(queries, random));
    const time = timeOf(papers, (paper) => percolator.match(paper));
    const matched = papers.reduce((sum, paper) => sum + percolator.match(paper).length, 0) / papers.length;
    times.push(time);
    const allowed = 2 * (times[0] as number) + matched * 60e-6;
    rows.push([
      `${size.toLocaleString('en')} subscriptions`,
      `${micro(time)}, ${matched.toFixed(0)} matches, ${percolator.distinct.toLocaleString('en')} distinct`,
      times.length > 1 ? `≤ ${micro(allowed)} (twice the first and 60 ns a match)` : '',
    ]);
  }
  rows.push(['  index', megabytes(percolator.bytes), '']);
  return rows;
}

function other(
  name: string,
  make: (material: Material, random: () => number) => string,
  papers: readonly Paper[],
  material: Material,
  count: number,
  floor: number,
  goal: string,
): Row[] {
  const { percolator, building } = build(made(make, material), count);
  const time = timeOf(papers, (paper) => percolator.match(paper));
  const matched = papers.reduce((sum, paper) => sum + percolator.match(paper).length, 0) / papers.length;
  const rows: Row[] = [
    [
      name.toUpperCase(),
      `${percolator.distinct.toLocaleString('en')} distinct of ${count.toLocaleString('en')}`,
      '',
    ],
    ['a paper', `${withRatio(time, floor)}, ${matched.toFixed(0)} matches`, goal],
  ];
  const isMeasured = name === 'nearly distinct';
  rows.push(['  index', indexOf(percolator, building), isMeasured ? '≤ 150 MB, ≤ 8 s' : '']);
  if (isMeasured) rows.push(['  add and remove one', changes(percolator, material), '≤ 20 µs each']);
  return rows;
}

function changes(percolator: Percolator, material: Material): string {
  const random = seeded(13);
  const texts = Array.from({ length: 20_000 }, () => read(wholeLanguage(material, random))).filter(
    (query) => query !== undefined,
  );
  const base = percolator.size;
  let started = performance.now();
  texts.forEach((query, at) => {
    percolator.add(base + at, query);
  });
  const adding = (performance.now() - started) / texts.length;
  started = performance.now();
  for (let at = 0; at < texts.length; at += 1) percolator.remove(at * 37);
  const removing = (performance.now() - started) / texts.length;
  return `${micro(adding)}, ${micro(removing)}`;
}

function indexOf(percolator: Percolator, building: number): string {
  return `${megabytes(percolator.bytes)}, built in ${(building / 1000).toFixed(1)} s without parsing`;
}

function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function micro(milliseconds: number): string {
  return `${(milliseconds * 1000).toFixed(1)} µs`;
}

function withRatio(time: number, floor: number): string {
  return `${micro(time)}, ${(time / floor).toFixed(1)} × floor`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : (part / whole).toFixed(3);
}
