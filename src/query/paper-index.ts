import type { Paper } from '../paper/paper.ts';
import type { Query } from './ast.ts';
import { wants } from './matcher.ts';
import { type Narrowing, narrow } from './narrow.ts';
import { SEARCH_FIELDS, searchWords } from './search-words.ts';

/** Some papers that many queries meet. */
export interface PaperIndex<P extends Paper> {
  readonly papers: readonly P[];
  /** Those that a query wants, in the order of `papers`. */
  wantedBy(query: Query): readonly P[];
}

/** Answers that are kept: what many channels follow is asked for again and again. */
const MOST_ANSWERS = 5_000;

/** Made in the time that it takes to split the papers into words, when it is first asked. */
export function indexPapers<P extends Paper>(papers: readonly P[]): PaperIndex<P> {
  let postings: Postings | undefined;
  const answers = new Map<string, readonly P[]>();

  function wantedBy(query: Query): readonly P[] {
    const narrowing = narrow(query.root);
    postings ??= postingsOf(papers);
    const candidates = narrowing && placesOf(narrowing, postings);
    return papers.filter((paper, at) => (candidates?.has(at) ?? true) && wants(query, paper));
  }

  return {
    papers,
    wantedBy(query) {
      const known = answers.get(query.canonical);
      if (known) return known;
      const wanted = wantedBy(query);
      if (answers.size < MOST_ANSWERS) answers.set(query.canonical, wanted);
      return wanted;
    },
  };
}

/** The places of the papers that have a word, wherever it stands in them. */
type Postings = ReadonlyMap<string, ReadonlySet<number>>;

function postingsOf(papers: readonly Paper[]): Postings {
  const postings = new Map<string, Set<number>>();
  for (const [at, paper] of papers.entries()) {
    const words = searchWords(paper);
    for (const word of SEARCH_FIELDS.flatMap((field) => words[field].split(' '))) {
      const places = postings.get(word);
      if (places) places.add(at);
      else postings.set(word, new Set([at]));
    }
  }
  return postings;
}

const NOWHERE: ReadonlySet<number> = new Set();

/** Where papers may fit; those anywhere else surely do not. */
function placesOf(narrowing: Narrowing, postings: Postings): ReadonlySet<number> {
  switch (narrowing.kind) {
    case 'all':
      return intersection(narrowing.of.map((member) => placesOf(member, postings)));
    case 'any':
      return union(narrowing.of.map((member) => placesOf(member, postings)));
    case 'row':
      return intersection(narrowing.words.map((word) => postings.get(word) ?? NOWHERE));
    case 'prefix':
      return union(
        [...postings].flatMap(([word, places]) => (word.startsWith(narrowing.start) ? [places] : [])),
      );
  }
}

function intersection(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const [first = NOWHERE, ...others] = sets.toSorted((left, right) => left.size - right.size);
  return others.length === 0 ? first : new Set([...first].filter((at) => others.every((set) => set.has(at))));
}

function union(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  return sets.length === 1 ? (sets[0] as ReadonlySet<number>) : new Set(sets.flatMap((set) => [...set]));
}
