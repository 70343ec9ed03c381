import type { Paper } from '../paper/paper.ts';
import { displayLine, displayText } from '../text/display.ts';
import { splitWords, type Word } from '../text/words.ts';
import type { Place } from './ast.ts';

/** One text of a paper in which a phrase can stand; a phrase never runs across two. */
export interface Passage {
  readonly place: Place;
  /** Display text: places in it are places in what people see. */
  readonly text: string;
  readonly words: readonly Word[];
}

const passages = new WeakMap<Paper, readonly Passage[]>();

/** The texts of a paper, split into words; made once for each paper object. */
export function passagesOf(paper: Paper): readonly Passage[] {
  const known = passages.get(paper);
  if (known) return known;
  const made = [
    passage('title', displayLine(paper.title)),
    ...(paper.abstract === undefined ? [] : [passage('abstract', displayText(paper.abstract))]),
    ...(paper.keywords ?? []).map((keyword) => passage('keyword', displayLine(keyword))),
    ...(paper.authors ?? []).map((author) => passage('author', displayLine(author))),
  ];
  passages.set(paper, made);
  return made;
}

function passage(place: Place, text: string): Passage {
  return { place, text, words: splitWords(text) };
}

/** A path on a host of repositories; a subdomain may stand before the first four, a company's own one behind `gitlab`. */
const REPOSITORY =
  /(?<![\p{L}\p{N}_-])(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitlab(?:\.[a-z\d-]{1,63}){1,4})\/[\w~-]/iu;

/** Whether the source names a repository or the abstract links to one. */
export function hasCode(paper: Paper): boolean {
  return paper.codeUrl !== undefined || REPOSITORY.test((paper.abstract ?? '').replaceAll('\\', ''));
}
