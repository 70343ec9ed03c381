import { basename } from 'node:path';
import type { ParsedEdition, Problem } from '../paper/paper.ts';
import { isPlainDate } from '../time/plain-date.ts';
import { parseDailyPapersPage } from './daily-papers-page.ts';
import { decodeText } from './decode-text.ts';
import { binaryKind, feedKind } from './file-kind.ts';
import { parseHuggingFaceJson } from './hugging-face-json.ts';
import { parseSavedFeed } from './saved-feed.ts';
import { parseSavedHtml } from './saved-html.ts';

/** What the caller knows about a saved file. */
export interface SavedOptions {
  /** The edition's day, `YYYY-MM-DD`. */
  readonly listedOn?: string | undefined;
  /** The year in which a page was saved: for dates without one. */
  readonly year?: number | undefined;
  /** Its name or path. Only a date in it is used. */
  readonly fileName?: string | undefined;
  /** When it was saved, in milliseconds since 1970: a last resort for dates without a year. */
  readonly savedAt?: number | undefined;
}

const EXPECTED =
  'expected a saved Daily Papers page (as text or HTML), an answer of the Hugging Face API (JSON) or a feed';

/**
 * Reads saved papers, told apart by what is in the file: the Daily Papers page as text or as HTML, JSON of the
 * Hugging Face API, or a feed. Whatever the content, it gives what is whole and reports the rest with its line.
 */
export function parseSaved(content: string | Uint8Array, options: SavedOptions = {}): ParsedEdition {
  const { text, problems } = decodeText(content);
  const edition = parseText(text, options);
  const kind = typeof content === 'string' || edition.papers.length > 0 ? undefined : binaryKind(content);
  if (kind !== undefined)
    return { papers: [], problems: [{ line: 1, message: `this is ${kind}; ${EXPECTED}` }] };
  if (problems.length === 0) return edition;
  return {
    ...edition,
    problems: [...problems, ...edition.problems].sort((one, other) => one.line - other.line),
  };
}

function parseText(text: string, options: SavedOptions): ParsedEdition {
  const { listedOn = dateInName(options.fileName) } = options;
  const start = text.search(/\S/);
  if (start < 0) return { papers: [], problems: [{ line: 1, message: `the file is empty; ${EXPECTED}` }] };
  const opening = text.slice(start, start + 200);
  const isJsonFeed = opening.startsWith('{') && text.includes('jsonfeed.org/version/');
  if (isJsonFeed || feedKind(text.slice(start)) !== undefined) {
    const feed = parseSavedFeed(text, listedOn);
    if (feed) return feed;
  }
  if (/^[[{]/.test(opening)) {
    const { isWhole, ...edition } = parseHuggingFaceJson(text, { listedOn });
    if (isWhole || edition.papers.length > 0) return edition;
    return parsePage(text, options) ?? edition;
  }
  if (
    /^<(?:!doctype html|!--|html|head|body|div|main|script|meta)\b/i.test(opening) ||
    text.includes('<div data-props=')
  ) {
    return parseSavedHtml(text, listedOn);
  }
  const page = parsePage(text, options);
  if (page) return page;
  if (text.includes('data-props=')) return parseSavedHtml(text, listedOn);
  return { papers: [], problems: [unknown(text.slice(start))] };
}

function parsePage(text: string, { listedOn, year, savedAt }: SavedOptions): ParsedEdition | undefined {
  return parseDailyPapersPage(text, { listedOn, year, savedAt });
}

function unknown(text: string): Problem {
  const feed = feedKind(text);
  if (feed?.startsWith('a feed')) return { line: 1, message: `this is ${feed} that is damaged or cut off` };
  const what = feed ? `this is ${feed}` : 'this is no list of papers';
  return { line: 1, message: `${what}; ${EXPECTED}` };
}

/** The one date in a file's name, such as `daily_papers_2025-11-07.json`. */
function dateInName(fileName: string | undefined): string | undefined {
  const name = basename(fileName ?? '');
  const days = new Set(
    [...name.matchAll(/(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g)].map(([day]) => day).filter(isPlainDate),
  );
  return days.size === 1 ? [...days][0] : undefined;
}
