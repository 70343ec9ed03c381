/** A query as it is read: what phones and chat clients write is back to plain characters, one for one place. */
export interface QueryText {
  readonly text: string;
  /** The place in what the person wrote of a place in `text`. */
  readonly origin: (at: number) => number;
}

const UNSEEN =
  /[\0-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\ufe00-\ufe0f]/u;

const READ_AS: readonly (readonly [pattern: RegExp, plain: string])[] = [
  [/[“”„‟«»″〝〞]/u, '"'],
  [/[‐-―−﹣]/u, '-'],
  [/[‘’‚‛]/u, "'"],
  [/[、﹐]/u, ','],
  [/≥/u, '>='],
  [/≤/u, '<='],
  [/\s/u, ' '],
];

/** Undoes curly quotes, long dashes, full-width forms and invisible characters (DESIGN section 5, "read as meant"). */
export function readQueryText(written: string): QueryText {
  let text = '';
  const origins: number[] = [];
  let at = 0;
  for (const char of written) {
    const plain = readCharacter(char);
    text += plain;
    for (let count = 0; count < plain.length; count += 1)
      origins.push(plain.length === char.length ? at + count : at);
    at += char.length;
  }
  return { text, origin: (place) => origins[place] ?? written.length };
}

function readCharacter(char: string): string {
  if (char >= ' ' && char <= '~') return char;
  if (UNSEEN.test(char)) return '';
  if (/\s/u.test(char)) return ' ';
  const narrow = /[\uff01-\uff5e\u3000]/u.test(char) ? char.normalize('NFKC') : char;
  const reading = READ_AS.find(([pattern]) => pattern.test(narrow));
  return reading ? reading[1] : narrow;
}
