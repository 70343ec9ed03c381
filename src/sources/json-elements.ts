import { JsonScanner } from './json-scanner.ts';
import { lineFinder } from './source-lines.ts';

/** A whole object of a JSON text that looks like a paper, or anything that stands in a list beside papers. */
export interface JsonElement {
  readonly text: string;
  readonly line: number;
  /** Whether it has a paper's keys: `paper`, or `id` and `title`. */
  readonly isPaper: boolean;
}

/** What a JSON text holds, however damaged it is. */
export interface JsonElements {
  readonly elements: readonly JsonElement[];
  /** Where whole JSON ends and something else begins. */
  readonly damages: readonly { readonly line: number; readonly message: string }[];
  /** The text around the papers, where a page's own date may stand. */
  readonly around: string;
}

/**
 * Finds the papers in a JSON text, at any depth and in one pass: each whole object, with the line at which it starts.
 * Where the text is damaged or cut off, the object that this breaks is left out and told of, and reading goes on with
 * the next one. `firstLine` is the text's place in its file.
 */
export function readJsonElements(text: string, firstLine = 1): JsonElements {
  const { spans, damages } = new JsonScanner(text).scan();
  const lineOf = lineFinder(text, firstLine);
  const papersIn = new Set(spans.filter(({ isPaper }) => isPaper).map(({ list }) => list));
  const kept = spans.filter(({ isPaper, list }) => isPaper || (list !== undefined && papersIn.has(list)));
  let end = 0;
  const around: string[] = [];
  const elements = kept.map((span): JsonElement => {
    around.push(text.slice(end, span.start));
    end = span.end;
    return { text: text.slice(span.start, span.end), line: lineOf(span.start), isPaper: span.isPaper };
  });
  around.push(text.slice(end));
  return {
    elements,
    damages: damages.map(({ at, message }) => ({ line: lineOf(at), message })),
    around: around.join(' '),
  };
}
