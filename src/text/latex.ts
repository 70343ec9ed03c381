import {
  ACCENTS,
  HIDDEN_ARGUMENT,
  LETTERS,
  SECOND_ARGUMENT,
  SILENT,
  SPACES,
  SUBSCRIPTS,
  SUPERSCRIPTS,
  SYMBOLS,
} from './latex-tables.ts';

/** Deeper nesting than this is shown as it is written. */
const DEEPEST = 40;

const LATEX_SIGN = /[\\$`{}~]|--|''/;

/**
 * Reads LaTeX in running text as a reader of plain text would: accents and symbols become characters, markup goes,
 * an unknown macro's name stays as a word. Text without LaTeX comes back unchanged. Linear in the text's length.
 */
export function readLatex(text: string): string {
  if (!LATEX_SIGN.test(text)) return text;
  return new LatexReader(text).read();
}

class LatexReader {
  readonly #text: string;
  /** For each opening brace its partner. */
  readonly #partner: ReadonlyMap<number, number>;
  readonly #closing: ReadonlySet<number>;
  #openQuotes = 0;

  constructor(text: string) {
    this.#text = text;
    this.#partner = pairBraces(text);
    this.#closing = new Set(this.#partner.values());
  }

  read(): string {
    return this.#range(0, this.#text.length, false, 0);
  }

  /** The text from `from` up to `to`. */
  #range(from: number, to: number, math: boolean, depth: number): string {
    let out = '';
    let last = '';
    for (let at = from; at < to; ) {
      const step = this.#step(at, to, math, depth, last);
      out += step.text;
      last = step.text || last;
      at = step.at;
    }
    return out;
  }

  /** What stands at a place, and where the text goes on; `last` is what was written before it. */
  #step(at: number, to: number, math: boolean, depth: number, last: string): Step {
    const char = this.#text[at] as string;
    switch (char) {
      case '\\':
        return this.#macro(at, to, math, depth, last);
      case '{': {
        const end = this.#partner.get(at);
        if (end === undefined || end > to || depth >= DEEPEST) return { text: char, at: at + 1 };
        return { text: this.#range(at + 1, end, math, depth + 1), at: end + 1 };
      }
      case '}':
        return { text: this.#closing.has(at) && depth < DEEPEST ? '' : char, at: at + 1 };
      case '$':
        return this.#math(at, to, math, depth);
      case '^':
      case '_':
        return math ? this.#script(char, at, to, depth) : { text: char, at: at + 1 };
      case '~':
        return { text: math || isTie(this.#text, at) ? ' ' : char, at: at + 1 };
      case '`':
      case "'":
        return math ? { text: char, at: at + 1 } : this.#quote(char, at);
      case '-':
        return this.#dash(at);
      default:
        return { text: char, at: at + 1 };
    }
  }

  /** ``` ``x'' ``` becomes “x”, and `` `x' `` becomes 'x'. */
  #quote(char: string, at: number): Step {
    const double = this.#text[at + 1] === char;
    if (char === "'") {
      if (!double || this.#openQuotes === 0) return { text: char, at: at + 1 };
      this.#openQuotes -= 1;
      return { text: '”', at: at + 2 };
    }
    if (double) {
      this.#openQuotes += 1;
      return { text: '“', at: at + 2 };
    }
    const closes = /'(?!\p{L})/u.test(this.#text.slice(at + 2, at + 200));
    return { text: closes ? "'" : char, at: at + 1 };
  }

  /** `--` is an en dash and `---` an em dash, but not where an option of a program is written (` --json`). */
  #dash(at: number): Step {
    const run = /^-+/.exec(this.#text.slice(at, at + 5))?.[0] ?? '-';
    const spaced = /\s|^$/.test(this.#text[at - 1] ?? '') && !/\s|^$/.test(this.#text[at + run.length] ?? '');
    if (spaced || run.length === 1 || run.length > 3) return { text: run, at: at + run.length };
    return { text: run.length === 2 ? '–' : '—', at: at + run.length };
  }

  /** `$…$` and `$$…$$`; a dollar sign that opens nothing (Pandoc's rule) is an amount of money. */
  #math(at: number, to: number, math: boolean, depth: number): Step {
    if (math || depth >= DEEPEST) return { text: '', at: at + 1 };
    const sign = this.#text.startsWith('$$', at) ? '$$' : '$';
    const start = at + sign.length;
    const end = this.#text.indexOf(sign, start);
    const content = end < 0 || end > to ? '' : this.#text.slice(start, end);
    const closes =
      sign === '$$' || (/^\S/.test(content) && /\S$/.test(content) && !/\d/.test(this.#text[end + 1] ?? ''));
    const escaped = content.endsWith('\\');
    if (content === '' || !closes || escaped) return { text: sign, at: start };
    return { text: this.#range(start, end, true, depth + 1), at: end + sign.length };
  }

  /** `x^2`, `x_{ij}`: raised and lowered characters where Unicode has them all. */
  #script(sign: '^' | '_', at: number, to: number, depth: number): Step {
    const argument = this.#argument(at + 1, to, true, depth);
    if (!argument || argument.text === '') return { text: sign, at: at + 1 };
    const table = sign === '^' ? SUPERSCRIPTS : SUBSCRIPTS;
    const places = [...argument.text].map((char) => table.plain.indexOf(char));
    if (places.every((place) => place >= 0)) {
      return { text: places.map((place) => [...table.script][place]).join(''), at: argument.at };
    }
    if (sign === '^' && /^[′'∘]+$/.test(argument.text))
      return { text: argument.text.replace(/∘/g, '°'), at: argument.at };
    return { text: sign + bracketed(argument.text), at: argument.at };
  }

  #macro(at: number, to: number, math: boolean, depth: number, last: string): Step {
    const name = /^[A-Za-z]+/.exec(this.#text.slice(at + 1, at + 41))?.[0];
    if (name === undefined) return this.#symbolMacro(at, to, math, depth);
    const star = this.#text[at + 1 + name.length] === '*' ? 1 : 0;
    const after = at + 1 + name.length;
    const accent = ACCENTS[name];
    if (accent !== undefined) {
      const accented = this.#accented(accent, after, to, math, depth);
      if (accented) return accented;
    }
    const letter = LETTERS[name];
    if (letter !== undefined) return { text: letter, at: this.#skipSpace(after, to) };
    const symbol = SYMBOLS[name];
    if (symbol !== undefined) return { text: symbol, at: after };
    if (SPACES.has(name)) return { text: ' ', at: after };
    if (SILENT.has(name)) return this.#silent(name, after + star, to);
    if (HIDDEN_ARGUMENT.has(name)) return { text: '', at: this.#skipArguments(after + star, to, 1) };
    if (SECOND_ARGUMENT.has(name)) return { text: '', at: this.#skipArguments(after, to, 1) };
    return this.#structure(name, after, to, math, depth) ?? this.#unknown(name, after, last);
  }

  /** `\left.` shows nothing, `\left(` its bracket; the others leave what follows as it is. */
  #silent(name: string, after: number, to: number): Step {
    const at = this.#skipSpace(after, to);
    if ((name === 'left' || name === 'right') && this.#text[at] === '.') return { text: '', at: at + 1 };
    return { text: '', at };
  }

  #structure(name: string, after: number, to: number, math: boolean, depth: number): Step | undefined {
    if (/^[dt]?frac$/.test(name)) {
      const above = this.#argument(after, to, math, depth);
      const below = above && this.#argument(above.at, to, math, depth);
      if (above && !below) return above;
      return below && { text: `${bracketed(above.text)}/${bracketed(below.text)}`, at: below.at };
    }
    if (name === 'binom') {
      const above = this.#argument(after, to, math, depth);
      const below = above && this.#argument(above.at, to, math, depth);
      if (above && !below) return above;
      return below && { text: `(${above.text} choose ${below.text})`, at: below.at };
    }
    if (name === 'sqrt') {
      const root = this.#argument(after, to, math, depth);
      return root && { text: `√${bracketed(root.text)}`, at: root.at };
    }
    if (name === 'footnote' || name === 'thanks') {
      const note = this.#argument(after, to, math, depth);
      return note && { text: ` (${note.text})`, at: note.at };
    }
    return undefined;
  }

  /** An unknown macro's name stays, as a word of its own. */
  #unknown(name: string, after: number, last: string): Step {
    const space = /^[\p{L}\p{N}]$/u.test(last.slice(-1)) ? ' ' : '';
    const tail = /^(?:\{[^}\s]|[\p{L}\p{N}])/u.test(this.#text.slice(after, after + 2)) ? ' ' : '';
    return { text: space + name + tail, at: after };
  }

  /** A backslash before something that is not a letter. */
  #symbolMacro(at: number, to: number, math: boolean, depth: number): Step {
    const sign = this.#text[at + 1];
    if (sign === undefined || at + 1 >= to) return { text: '\\', at: at + 1 };
    const accent = ACCENTS[sign];
    const accented = accent !== undefined && this.#accented(accent, at + 2, to, math, depth);
    if (accented) return accented;
    if ('%&$#_{}'.includes(sign)) return { text: sign, at: at + 2 };
    if (sign === '\\' || /[\s,;:>]/.test(sign)) return { text: ' ', at: at + 2 };
    if ('!/-@()[]'.includes(sign)) return { text: '', at: at + 2 };
    return { text: sign, at: at + 2 };
  }

  /** The letter behind an accent macro with its accent, or undefined where no letter follows. */
  #accented(accent: string, from: number, to: number, math: boolean, depth: number): Step | undefined {
    const at = this.#skipSpace(from, to);
    if (at > from && !/\p{L}/u.test(this.#text[at] ?? '') && this.#text[at] !== '{') return undefined;
    if (!/[\p{L}\p{N}{\\]/u.test(this.#text[at] ?? '')) return undefined;
    const argument = this.#argument(at, to, math, depth);
    if (!argument) return undefined;
    const [first = '', ...rest] = argument.text.replace(/^ı/, 'i').replace(/^ȷ/, 'j');
    const accented = /[\p{L}\p{N}]/u.test(first) ? (first + accent).normalize('NFC') : first;
    return { text: accented + rest.join(''), at: argument.at };
  }

  /** One argument: a group, a macro or a single character. */
  #argument(
    from: number,
    to: number,
    math: boolean,
    depth: number,
  ): { text: string; at: number } | undefined {
    const at = this.#skipSpace(from, to);
    const char = this.#text[at];
    if (char === undefined || at >= to || depth >= DEEPEST) return undefined;
    if (char === '[') return this.#argument(this.#skipArguments(at, to, 0), to, math, depth + 1);
    if (char === '{') {
      const end = this.#partner.get(at);
      return end === undefined || end > to
        ? undefined
        : { text: this.#range(at + 1, end, math, depth + 1), at: end + 1 };
    }
    if (char === '\\') {
      const step = this.#macro(at, to, math, depth + 1, '');
      return { text: step.text, at: step.at };
    }
    if (char === '}' || char === '$') return undefined;
    const whole = String.fromCodePoint(this.#text.codePointAt(at) as number);
    return { text: whole, at: at + whole.length };
  }

  /** Where the text goes on after optional arguments `[…]` and `count` arguments in braces. */
  #skipArguments(from: number, to: number, count: number): number {
    let at = from;
    for (let left = count; ; ) {
      const here = this.#skipSpace(at, to);
      const char = this.#text[here];
      if (char === '[' && here < to) {
        const end = this.#text.slice(here, Math.min(to, here + 200)).indexOf(']');
        if (end < 0) return at;
        at = here + end + 1;
      } else if (char === '{' && left > 0) {
        const end = this.#partner.get(here);
        if (end === undefined || end > to) return at;
        at = end + 1;
        left -= 1;
      } else {
        return at;
      }
    }
  }

  #skipSpace(from: number, to: number): number {
    let at = from;
    while (at < to && /\s/.test(this.#text[at] as string)) at += 1;
    return at;
  }
}

/** What a piece of LaTeX reads as, and where the text goes on behind it. */
interface Step {
  readonly text: string;
  readonly at: number;
}

/** Each opening brace with its partner; escaped and unpaired braces are left out. */
function pairBraces(text: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '{') open.push(at);
    else if (char === '}') {
      const start = open.pop();
      if (start !== undefined) pairs.set(start, at);
    }
  }
  return pairs;
}

/** LaTeX's unbreakable space stands between two words; elsewhere a tilde means "about" or a home directory. */
function isTie(text: string, at: number): boolean {
  const left = text[at - 1] ?? ' ';
  const right = text[at + 1] ?? ' ';
  return /[\p{L}.,;:)}\]]/u.test(left) && /[\p{L}\p{N}\\$([{]/u.test(right);
}

function bracketed(text: string): string {
  return /^[\p{L}\p{N}\p{M}.]*$/u.test(text) || [...text].length === 1 ? text : `(${text})`;
}
