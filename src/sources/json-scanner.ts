import { OpenContainer } from './json-container.ts';

/** A whole value of interest, from `start` up to `end`. */
export interface JsonSpan {
  readonly start: number;
  readonly end: number;
  readonly isPaper: boolean;
  /** Where the list starts of which it is an element. */
  readonly list: number | undefined;
}

export interface JsonDamage {
  readonly at: number;
  readonly message: string;
}

const DEEPEST = 200;
const MOST_DAMAGES = 1_000;
/** So many elements of one list that are no papers are told of. */
const MOST_OTHERS = 10_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LITERAL = /(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

/**
 * Reads a JSON text from start to end, once, whatever it holds. It checks the grammar strictly, so that damage shows
 * close to where it is; then it drops what is open and goes on at the next opening brace.
 */
export class JsonScanner {
  readonly #text: string;
  readonly #spans: JsonSpan[] = [];
  readonly #damages: JsonDamage[] = [];
  #open: OpenContainer[] = [];
  #at = 0;
  /** Since a damage, what stands between objects is not looked at, until a paper shows that all is well again. */
  #isLost = false;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): { spans: readonly JsonSpan[]; damages: readonly JsonDamage[] } {
    while (this.#at < this.#text.length) {
      if (!this.#step()) this.#giveUp('this is no JSON, or damaged JSON');
    }
    if (this.#open.length > 0) this.#giveUp('the JSON is cut off');
    return { spans: this.#spans, damages: this.#damages };
  }

  /** Reads one token. False where it does not belong there. */
  #step(): boolean {
    const inner = this.#open.at(-1);
    const char = this.#text[this.#at];
    if (char === ' ' || char === '\n' || char === '\r' || char === '\t') return this.#advance(true);
    if (char === '{' || char === '[') return this.#openContainer(char === '{', inner);
    if (char === '}' || char === ']') return this.#closeContainer(char === '}', inner);
    // Between values at the top, commas are what is left of a damaged list; lines of JSON have none.
    if (char === ',')
      return this.#advance(inner ? inner.takeComma() : this.#isLost || this.#spans.length > 0);
    if (char === ':') return this.#advance(inner?.takeColon() ?? false);
    if (char === '"') return this.#readString(inner);
    LITERAL.lastIndex = this.#at;
    if (!inner?.takeValue() || !LITERAL.test(this.#text)) return false;
    const start = this.#at;
    this.#at = LITERAL.lastIndex;
    this.#keepOther(start, inner);
    return true;
  }

  #advance(isExpected: boolean): boolean {
    if (isExpected) this.#at += 1;
    return isExpected;
  }

  #openContainer(isObject: boolean, inner: OpenContainer | undefined): boolean {
    if (this.#open.length >= DEEPEST || (inner && !inner.takeValue())) return false;
    this.#open.push(new OpenContainer(this.#at, isObject, this.#spans.length));
    this.#at += 1;
    return true;
  }

  #closeContainer(isObject: boolean, inner: OpenContainer | undefined): boolean {
    if (!inner) return this.#advance(this.#isLost);
    if (inner.isObject !== isObject || !inner.mayClose()) return false;
    this.#open.pop();
    this.#at += 1;
    if (isObject) this.#keep(inner);
    else if (!this.#holdsPaper(inner.spansBefore)) {
      this.#spans.length = inner.spansBefore;
      this.#keepOther(inner.start, this.#open.at(-1));
    }
    return true;
  }

  /** Keeps an object that looks like a paper instead of what is in it, or as a list's element that has no papers in it. */
  #keep({ start, spansBefore, isPaper, mayBePaper }: OpenContainer): void {
    const outer = this.#open.at(-1);
    const list = outer?.isObject === false ? outer.start : undefined;
    if (!isPaper && this.#holdsPaper(spansBefore)) return;
    this.#spans.length = spansBefore;
    if (!mayBePaper) {
      this.#keepOther(start, outer);
      return;
    }
    this.#isLost = false;
    this.#spans.push({ start, end: this.#at, isPaper: true, list });
  }

  /** Keeps what is no paper, from `start` up to here, as an element of a list: where there are papers in that, it is told of. */
  #keepOther(start: number, outer: OpenContainer | undefined): void {
    if (!outer || outer.isObject || this.#spans.length - outer.spansBefore > MOST_OTHERS) return;
    this.#spans.push({ start, end: this.#at, isPaper: false, list: outer.start });
  }

  #holdsPaper(from: number): boolean {
    for (let at = from; at < this.#spans.length; at += 1) if (this.#spans[at]?.isPaper) return true;
    return false;
  }

  #readString(inner: OpenContainer | undefined): boolean {
    const start = this.#at + 1;
    let end = start;
    for (; end < this.#text.length; end += 1) {
      const code = this.#text.charCodeAt(end);
      if (code === QUOTE) break;
      if (code === BACKSLASH) end += 1;
      else if (code < 0x20) return false;
    }
    if (!inner) return false;
    if (end >= this.#text.length) {
      this.#at = this.#text.length;
      return true;
    }
    if (!inner.takeString(this.#text, start, end)) return false;
    this.#at = end + 1;
    this.#keepOther(start - 1, inner);
    return true;
  }

  /** Drops what is open, papers inside a broken one too, and goes on at the next opening brace. */
  #giveUp(message: string): void {
    const inner = this.#open.at(-1);
    const broken = this.#open.find(({ isPaper }) => isPaper) ?? (inner?.isObject ? inner : undefined);
    if (broken?.isPaper) this.#spans.length = Math.min(this.#spans.length, broken.spansBefore);
    if (!this.#isLost && this.#damages.length < MOST_DAMAGES) {
      this.#damages.push({
        at: broken?.start ?? Math.min(this.#at, Math.max(0, this.#text.length - 1)),
        message,
      });
    }
    this.#isLost = true;
    this.#open = [];
    const next = this.#text.indexOf('{', inner ? this.#at : this.#at + 1);
    this.#at = next < 0 ? this.#text.length : next;
  }
}
