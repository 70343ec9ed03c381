import { displayText } from '../text/display.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { PatternWord, Phrase } from './ast.ts';
import type { QueryProblem } from './query-error.ts';

/** Fewer letters before a star would match nearly everything. */
const SHORTEST_STEM = 3;

/**
 * Reads the words of a keyword or a quotation that stands at `at`. Undefined where it has none; what is wrong with
 * its wildcards goes to `problems`.
 */
export function readPhrase(
  text: string,
  at: number,
  how: Pick<Phrase, 'exact' | 'places'>,
  problems: QueryProblem[],
): Phrase | undefined {
  const shown = displayText(text);
  const words = splitWords(shown);
  const stars = [...shown.matchAll(/\*+/g)].map((match) => match.index);
  const written = [...text.matchAll(/\*+/g)].map((match) => match.index);
  const wild = new Set<Word>();
  stars.forEach((star, index) => {
    const place = at + (written[index] ?? 0);
    const word = words.find((candidate) => candidate.end === star);
    if (!word || /[\p{L}\p{N}]/u.test(shown.slice(star).replace(/^\*+/, '').slice(0, 1))) {
      problems.push({
        at: place,
        message: 'A star stands for the rest of a word, so it belongs right at the end of one: `quanti*`.',
      });
    } else if (lettersOf(word) < SHORTEST_STEM) {
      problems.push({
        at: place,
        message: `“${word.written}*” would match nearly everything. Write at least ${SHORTEST_STEM} letters before the star, or leave it away.`,
      });
    } else {
      wild.add(word);
    }
  });
  if (words.length === 0) return undefined;
  return {
    kind: 'phrase',
    text: text.trim(),
    words: words.map((word) => patternWord(word, wild.has(word))),
    ...how,
  };
}

function lettersOf({ written }: Word): number {
  return [...written.replace(/[+#]/g, '')].length;
}

function patternWord({ written, stem, joined }: Word, wildcard: boolean): PatternWord {
  return { written, stem, joined, wildcard };
}
