import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Paper } from '../src/paper/paper.ts';
import { makePaper } from '../src/sources/make-paper.ts';
import { pick, pickZipf, seeded } from './seeded.ts';

const CORPUS = new URL('../../shared/data/corpus/hf-daily-2024-05_2026-05.ndjson.gz', import.meta.url);

const row = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string().nullish(),
  authors: z.array(z.string()).nullish(),
  publishedAt: z.string().nullish(),
  listedOn: z.string(),
  upvotes: z.number().nullish(),
  comments: z.number().nullish(),
  keywords: z.array(z.string()).nullish(),
  githubRepo: z.string().nullish(),
});

export interface BenchPapers {
  readonly papers: readonly Paper[];
  /** Where they come from, for the table. */
  readonly origin: string;
}

/** Real papers where the corpus stands beside the checkout, else generated ones. */
export function benchPapers(): BenchPapers {
  if (!existsSync(CORPUS)) {
    const random = seeded(1);
    const words = Array.from({ length: 30_000 }, (_, at) => generatedWord(at));
    const papers = Array.from({ length: 8_000 }, (_, at) => generatedPaper(at, words, random));
    return { papers, origin: 'generated papers' };
  }
  const lines = gunzipSync(readFileSync(CORPUS)).toString().trim().split('\n');
  return { papers: lines.map((line) => realPaper(row.parse(JSON.parse(line)))), origin: 'real papers' };
}

/** The same, each paper once: one may be listed on two days. */
export function distinctPapers(): BenchPapers {
  const { papers, origin } = benchPapers();
  return { papers: [...new Map(papers.map((paper) => [paper.id, paper])).values()], origin };
}

/** More papers of the same kind: abstracts with the sentences of two papers in turn. */
export function multiplied(real: readonly Paper[], count: number): Paper[] {
  const random = seeded(3);
  return Array.from({ length: count }, (_, at) => {
    const paper = real[at % real.length] as Paper;
    if (at < real.length) return paper;
    const [own, other] = [paper, pick(real, random)].map(({ abstract }) =>
      (abstract ?? '').split(/(?<=\.)\s/),
    );
    const abstract = own
      ?.map((sentence, place) => (place % 2 === 0 ? sentence : (other?.[place] ?? sentence)))
      .join(' ');
    const words = paper.title.split(/\s+/);
    const title = [...words.slice(0, -1), pick(real, random).title.split(/\s+/).at(-1)].join(' ');
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(random() * 900))).toISOString().slice(0, 10);
    return {
      ...paper,
      id: `2${at}.00001`,
      title,
      ...(abstract && { abstract }),
      listedOn: day,
      publishedOn: day,
    };
  });
}

function realPaper(listed: z.infer<typeof row>): Paper {
  const { title, summary, authors, publishedAt, listedOn, upvotes, comments, keywords, githubRepo } = listed;
  return makePaper({
    ...{ title, listedOn, arxivId: listed.id, sources: ['huggingface'] },
    ...(summary && { abstract: summary }),
    ...(authors && { authors }),
    ...(publishedAt && { publishedOn: publishedAt.slice(0, 10) }),
    ...(upvotes != null && { upvotes }),
    ...(comments != null && { comments }),
    ...(keywords && { keywords }),
    ...(githubRepo && { codeUrl: githubRepo }),
  });
}

function generatedWord(at: number): string {
  const syllables = [
    'ka',
    'lo',
    'mi',
    'ren',
    'sto',
    'va',
    'ti',
    'gra',
    'ne',
    'pol',
    'xu',
    'bi',
    'do',
    'fer',
    'han',
    'ju',
  ];
  let word = '';
  for (let rest = at + 16; rest > 0; rest = Math.floor(rest / 16)) word += syllables[rest % 16];
  return word;
}

function generatedPaper(at: number, words: readonly string[], random: () => number): Paper {
  const text = (length: number) => Array.from({ length }, () => pickZipf(words, random)).join(' ');
  const day = new Date(Date.UTC(2024, 0, 1 + (at % 700))).toISOString().slice(0, 10);
  return makePaper({
    ...{ title: text(9), abstract: `${text(200)}.`, arxivId: `2401.${String(at).padStart(5, '0')}` },
    ...{
      authors: [text(2), text(2)],
      keywords: [text(2), text(2)],
      upvotes: Math.floor(100 * random() ** 3),
    },
    ...{ listedOn: day, publishedOn: day, sources: ['huggingface'] },
  });
}
