import AhoCorasick from 'modern-ahocorasick';
import type { Paper } from '../../src/paper/paper.ts';
import { displayText } from '../../src/text/display.ts';
import { splitWords } from '../../src/text/words.ts';

/** Another way to find which of many keywords a text holds. */
export interface Peer {
  readonly name: string;
  /** How many keywords it is given at most: beyond, it does not fit into memory. */
  readonly limit: number;
  /** Makes the peer ready; what it gives takes a paper that `prepare` has made ready, and gives keywords' numbers. */
  build(keywords: readonly string[]): (prepared: unknown) => readonly number[];
  /** The peer's own form of a paper, not counted in its time. */
  prepare(paper: Paper): unknown;
}

export const PEERS: readonly Peer[] = [
  {
    name: 'one RegExp a keyword',
    limit: 10_000,
    prepare: foldedText,
    build(keywords) {
      const patterns = keywords.map(
        (keyword) =>
          new RegExp(
            `(?<![\\p{L}\\p{N}])${keyword.replace(/[^\p{L}\p{N} ]/gu, '\\$&')}(?![\\p{L}\\p{N}])`,
            'u',
          ),
      );
      return (text) => patterns.flatMap((pattern, at) => (pattern.test(text as string) ? [at] : []));
    },
  },
  {
    name: 'modern-ahocorasick, boundary check',
    limit: 1_000_000,
    prepare: foldedText,
    build(keywords) {
      const matcher = new AhoCorasick(keywords as string[]);
      return (given) => {
        const text = given as string;
        const found = new Set<number>();
        for (const { patternIndex, start, end } of matcher.iterate(text)) {
          if (!isWord(text.charCodeAt(start - 1)) && !isWord(text.charCodeAt(end))) found.add(patternIndex);
        }
        return [...found];
      };
    },
  },
  {
    name: 'token trie',
    limit: 1_000_000,
    prepare: (paper) => passages(paper).map((text) => splitWords(text).map(({ written }) => written)),
    build(keywords) {
      const root: TrieNode = { next: new Map(), keyword: -1 };
      keywords.forEach((keyword, at) => {
        let node = root;
        for (const word of keyword.split(' ')) {
          const next: TrieNode = node.next.get(word) ?? { next: new Map(), keyword: -1 };
          node.next.set(word, next);
          node = next;
        }
        node.keyword = at;
      });
      return (given) => {
        const found = new Set<number>();
        for (const words of given as string[][]) {
          for (let from = 0; from < words.length; from += 1) {
            let node = root.next.get(words[from] as string);
            for (let at = from + 1; node; at += 1) {
              if (node.keyword >= 0) found.add(node.keyword);
              node = node.next.get(words[at] as string);
            }
          }
        }
        return [...found];
      };
    },
  },
];

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  keyword: number;
}

function passages(paper: Paper): string[] {
  return [paper.title, paper.abstract ?? '', ...(paper.keywords ?? [])].map(displayText);
}

function foldedText(paper: Paper): string {
  return passages(paper).join('\n').toLowerCase();
}

/** A letter or digit, as far as that can be said quickly. */
function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 191;
}
