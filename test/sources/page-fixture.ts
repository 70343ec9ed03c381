import { parseSaved, type SavedOptions } from '../../src/sources/parse-saved.ts';

/** What a paper of a made-up page shows. */
export interface PageEntry {
  readonly title: string;
  readonly abstract: string;
  /** As the page writes it: `3 authors`. */
  readonly authors: string;
  /** As the page writes it, with its count of comments: `Oct 15, 2024 3`. */
  readonly date: string;
}

export const ABSTRACT = 'We ask how small models learn to count, and find that they count on their fingers.';

export function header(date = 'Nov 7'): string {
  return `Daily Papers\n\nbyAK and the research community\n\n${date}\n\n`;
}

/** One paper as the page shows it; what is stated wins. */
export function entry(title: string, fields: Partial<PageEntry> = {}): string {
  const { abstract = ABSTRACT, authors = '3 authors', date = 'Oct 15, 2024' } = fields;
  const text = abstract === '' ? '' : `${abstract}\n\n`;
  return `${title}\n\n${text}  • ${authors}\n·\n${date}\n\n`;
}

export function page(...entries: readonly string[]): string {
  return header() + entries.join('');
}

/** What a person sees of each paper: title, authors, date, comments, upvotes, and whether there is an abstract. */
export function read(text: string | Uint8Array, options: SavedOptions = {}) {
  const edition = parseSaved(text, options);
  return { ...edition, titles: edition.papers.map(({ title }) => title) };
}

/** Four papers that show what pages hold. */
export const ENTRIES: readonly PageEntry[] = [
  {
    title: 'Counting on Fingers: How Small Models Add',
    abstract: ABSTRACT,
    authors: '3 authors',
    date: 'Oct 15, 2024 3',
  },
  {
    title: 'Rivers as Graphs',
    abstract:
      'A river and all that flows into it make a tree. We let a graph network walk it upstream, and it tells a flood a day before the gauges do, for $O(n \\log n)$ work.',
    authors: '1 authors',
    date: 'Apr 7',
  },
  {
    title: 'Solving the Schr\\"odinger Equation by Ear',
    abstract: 'Each state of a well has a tone.\n\nWe listen to 3 of them, and write down what we hear.',
    authors: '12 authors',
    date: 'Nov 6 2',
  },
  {
    title: '2DSketch: A Benchmark of 40 Napkins',
    abstract: 'Forty napkins with drawings, each read by five people and by nine models that disagree.',
    authors: '1,024 authors',
    date: 'Jan 21, 2019',
  },
];

export const WHOLE = page(...ENTRIES.map((paper) => entry(paper.title, paper)));
