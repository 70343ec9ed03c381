import type { Paper } from '../../src/paper/paper.ts';
import { displayText } from '../../src/text/display.ts';
import { splitWords } from '../../src/text/words.ts';
import { pick, pickZipf } from '../seeded.ts';

/** What queries are made of: the words of papers by how often they occur, and words that stand in a row. */
export interface Material {
  readonly words: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly followed: readonly string[];
  readonly common: ReadonlySet<string>;
  readonly keywords: readonly string[];
}

export function materialOf(papers: readonly Paper[]): Material {
  const counts = new Map<string, number>();
  const rows = papers.map((paper) => {
    const row = splitWords(displayText(`${paper.title}. ${paper.abstract ?? ''}`)).map(
      ({ written }) => written,
    );
    for (const word of row) counts.set(word, (counts.get(word) ?? 0) + 1);
    return row;
  });
  const words = [...counts].sort(([, left], [, right]) => right - left).map(([word]) => word);
  const common = new Set(words.slice(0, UNFOLLOWED));
  return {
    words,
    followed: words.slice(UNFOLLOWED),
    rows,
    common,
    keywords: papers.flatMap(({ keywords }) => keywords ?? []),
  };
}

type Make = (material: Material, random: () => number) => string;

/** Words so common that nobody follows them: no keyword begins or ends with one. */
const UNFOLLOWED = 250;

/** One to three words in a row of some paper; of every second one the last word is another, so that there are enough. */
export const keyword: Make = ({ rows, common, followed }, random) => {
  for (;;) {
    const row = pick(rows, random);
    const length = [1, 2, 2, 2, 3, 3][Math.floor(random() * 6)] as number;
    const from = Math.floor(random() * Math.max(1, row.length - length));
    const words = row.slice(from, from + length);
    if (length > 1 && random() < 0.5) words[length - 1] = pickZipf(followed, random);
    if (!common.has(words[0] as string) && !common.has(words.at(-1) as string)) return words.join(' ');
  }
};

/** Words that hardly ever stand together. */
export const rareKeyword: Make = ({ words }, random) => {
  const rare = () => words[Math.floor(words.length * (0.05 + 0.95 * random()))] as string;
  return random() < 0.5 ? `${rare()} ${rare()}` : `${rare()} ${rare()} ${rare()}`;
};

const COMMON = 1_500;

export const commonPhrase: Make = ({ words }, random) => {
  const common = () => words[Math.floor(random() * COMMON)] as string;
  return `${common()} ${common()}`;
};

export const commonPair: Make = ({ words }, random) => {
  const common = () => words[Math.floor(random() * COMMON)] as string;
  return `${common()} AND ${common()}`;
};

/** The language as people use it: mostly keywords, now and then all else. */
export const wholeLanguage: Make = (material, random) => {
  const base =
    random() < 0.3 && material.keywords.length > 0
      ? pick(material.keywords, random)
      : keyword(material, random);
  const plain = base.replace(/[^\p{L}\p{N} -]/gu, ' ').trim() || 'graph';
  const word = pickZipf(material.followed, random);
  const other = keyword(material, random);
  const forms = [
    `${plain} -${word}`,
    `${plain} AND ${other}`,
    `${plain} OR ${other}`,
    `title:${word}`,
    `"${plain}"`,
    `${plain.slice(0, Math.max(4, plain.length - 2)).replace(/[^\p{L}]+$/u, '')}*`,
    `${plain} upvotes>=${Math.floor(random() * 50)}`,
    `(${plain} OR ${other}) AND -title:${word}`,
    `${plain} has:code`,
    `${plain} year>=2024`,
  ];
  return random() < 0.6 ? plain : pick(forms, random);
};
