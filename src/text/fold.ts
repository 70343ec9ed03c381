import { spellGreek } from './greek.ts';

/** A text in which everything that search does not tell apart is the same. */
export interface FoldedText {
  readonly text: string;
  /** The place in the original of a place in `text`; the end of `text` maps to the end of the original. */
  readonly origin: (at: number) => number;
}

/** Plain ASCII without apostrophes folds place by place. */
const SIMPLE = /^[\x00-\x26\x28-\x7f]*$/;
/** What needs more than lower case: apostrophes (with a final s), marks on an ASCII letter, characters beyond ASCII. */
const SPECIAL = /['’‘ʼ＇′´](?:s(?![\p{L}\p{N}\p{M}]))?|\p{M}+|[^\x00-\x7f][\p{M}\uff9e\uff9f]*/giu;
const APOSTROPHE = /^['’‘ʼ＇′´]/;
/** Raised and lowered digits; NFKC makes them plain ones. */
const SCRIPT_DIGIT = /^[⁰¹²³⁴-⁹₀-₉ⁿ]$/;
const BEGINS_WITH_WORD = /^[\p{L}\p{N}\p{M}]/u;
const ENDS_IN_WORD = /[\p{L}\p{N}\p{M}]$/u;

/** Marks that are accents. Vowel signs of Indic scripts, and the marks that make か into が, are letters of their own. */
const ACCENT =
  /(?![\u3099\u309a])[\p{Mn}&&[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]]/gv;

/** Letters whose stroke or ligature Unicode does not take apart, and symbols that are read as letters. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ħ: 'h',
    ı: 'i',
    ȷ: 'j',
    ŋ: 'n',
    ŧ: 't',
  },
  ...{ ς: 'σ', '∆': 'δ', '\u2044': '/' },
  // Joiners, the Arabic line that stretches a word: how a word is drawn.
  ...{ '\u200c': '', '\u200d': '', '\u0640': '' },
};

/**
 * Folds compatibility forms (NFKC), case, accents and apostrophes, and spells Greek letters (DESIGN section 5). Where
 * two words touch that are also read as one (`αGAN`, `CO₂`), a hyphen is written between them.
 */
export function foldText(original: string): FoldedText {
  if (SIMPLE.test(original)) return { text: original.toLowerCase(), origin: (at) => at };
  const written = new WrittenText();
  let from = 0;
  for (const match of original.matchAll(SPECIAL)) {
    written.copy(original.slice(from, match.index).toLowerCase(), from);
    const special = match[0];
    if (APOSTROPHE.test(special)) written.apostrophe(special, match.index);
    else if (SCRIPT_DIGIT.test(special)) written.scriptDigit(special.normalize('NFKC'), match.index);
    else written.replace(foldCluster(special), match.index);
    from = match.index + special.length;
  }
  written.copy(original.slice(from).toLowerCase(), from);
  return written.finish(original.length);
}

function foldCluster(cluster: string): string {
  if (/^[™℠]/.test(cluster)) return '';
  const bare = cluster
    .normalize('NFKD')
    .replace(ACCENT, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(ACCENT, '');
  return bare.replace(/[^\x00-\x7f]/gu, (letter) => LETTERS[letter] ?? letter);
}

/** Folded text in the making, with the place in the original of each of its characters. */
class WrittenText {
  #text = '';
  /** The last character or two of `#text`, which is costly to look into while it grows. */
  #tail = '';
  readonly #origins: number[] = [];
  #afterScript = false;

  /** Text whose characters stand one for one in the original. */
  copy(text: string, at: number): void {
    if (text === '') return;
    this.#border(text, at, false);
    for (let place = 0; place < text.length; place += 1) this.#origins.push(at + place);
    this.#append(text);
  }

  /** Text that stands for the character at one place. */
  replace(text: string, at: number): void {
    this.#border(text, at, false);
    this.#write(text, at);
  }

  scriptDigit(digit: string, at: number): void {
    this.#border(digit, at, true);
    this.#write(digit, at);
  }

  /** A final 's goes with its apostrophe; another apostrophe vanishes. */
  apostrophe(special: string, at: number): void {
    if (special.length === 1) return;
    this.#write(this.#endsInWord() ? ' ' : special.slice(1).toLowerCase(), at);
  }

  finish(length: number): FoldedText {
    const { text, origins } = spellGreek(this.#text, this.#origins);
    return { text, origin: (at) => origins[at] ?? length };
  }

  #border(next: string, at: number, script: boolean): void {
    if (next === '') return;
    if (script !== this.#afterScript && this.#endsInWord() && BEGINS_WITH_WORD.test(next))
      this.#write('-', at);
    this.#afterScript = script;
  }

  #endsInWord(): boolean {
    return ENDS_IN_WORD.test(this.#tail);
  }

  #write(text: string, at: number): void {
    for (let count = 0; count < text.length; count += 1) this.#origins.push(at);
    this.#append(text);
  }

  #append(text: string): void {
    this.#text += text;
    this.#tail = (text.length > 1 ? text : this.#tail + text).slice(-2);
  }
}
