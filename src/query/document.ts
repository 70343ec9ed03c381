import type { Paper } from '../paper/paper.ts';
import { displayLine, displayText } from '../text/display.ts';
import { UNREAD } from '../text/word-scanner.ts';
import { splitWords } from '../text/words.ts';
import type { Place } from './ast.ts';
import { TextRuns } from './text-runs.ts';

/** One text of a paper in which a phrase can stand; a phrase never runs across two. */
export interface Passage {
  readonly place: Place;
  /** Display text: places in it are places in what people see. */
  readonly text: string;
  /** The same as words. */
  readonly runs: TextRuns;
  /** The same words, with no promise of where they stand: most texts need not be made display text for them. */
  readonly unplaced: TextRuns;
}

const passages = new WeakMap<Paper, readonly Passage[]>();

/** The texts of a paper; made once for each paper object, each when it is asked for. */
export function passagesOf(paper: Paper): readonly Passage[] {
  const known = passages.get(paper);
  if (known) return known;
  const { title, abstract, keywords = [], authors = [] } = paper;
  const made = [
    new ShownPassage('title', title, displayLine),
    ...(abstract === undefined ? [] : [new ShownPassage('abstract', abstract, displayText)]),
    ...keywords.map((keyword) => new ShownPassage('keyword', keyword, displayLine)),
    ...authors.map((author) => new ShownPassage('author', author, displayLine)),
  ];
  passages.set(paper, made);
  return made;
}

class ShownPassage implements Passage {
  readonly place: Place;
  readonly #raw: string;
  readonly #show: (raw: string) => string;
  #runs: TextRuns | undefined;
  #unplaced: TextRuns | undefined;

  constructor(place: Place, raw: string, show: (raw: string) => string) {
    this.place = place;
    this.#raw = raw;
    this.#show = show;
  }

  get text(): string {
    return this.runs.text;
  }

  get runs(): TextRuns {
    this.#runs ??= new TextRuns(this.#show(this.#raw));
    return this.#runs;
  }

  get unplaced(): TextRuns {
    if (this.#runs || UNREAD.test(this.#raw)) return this.runs;
    this.#unplaced ??= new TextRuns(this.#raw, (run) => splitWords(displayText(run)));
    return this.#unplaced;
  }
}

/** A path on a host of repositories; a subdomain may stand before the first four, a company's own one behind `gitlab`. */
const REPOSITORY =
  /(?<![\p{L}\p{N}_-])(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitlab(?:\.[a-z\d-]{1,63}){1,4})\/[\w~-]/iu;

/** Whether the source names a repository or the abstract links to one. */
export function hasCode(paper: Paper): boolean {
  return paper.codeUrl !== undefined || REPOSITORY.test((paper.abstract ?? '').replaceAll('\\', ''));
}
