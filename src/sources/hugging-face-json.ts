import type { Paper, ParsedEdition } from '../paper/paper.ts';
import { isPlainDate } from '../time/plain-date.ts';
import { cleanLine, excerpt } from './clean-text.ts';
import { readHuggingFacePaper } from './hugging-face-paper.ts';
import { type JsonElement, readJsonElements } from './json-elements.ts';
import { ProblemList } from './problem-list.ts';
import { lineFinder } from './source-lines.ts';

export interface HuggingFaceJsonOptions {
  /** The edition of papers that do not tell it, `YYYY-MM-DD`. */
  readonly listedOn?: string | undefined;
  /** The line at which the JSON starts in its file. */
  readonly firstLine?: number;
}

/** Papers found in JSON, with what the JSON around them tells. */
export interface FoundInJson extends ParsedEdition {
  /** Whether the JSON was whole, whatever it held. */
  readonly isWhole: boolean;
}

/**
 * Reads answers of the Hugging Face API: a list of envelopes or bare papers, a single one, an object with such a list
 * in it, or one per line. Of a damaged or cut text, all elements that are whole.
 */
export function parseHuggingFaceJson(json: string, options: HuggingFaceJsonOptions = {}): FoundInJson {
  const { elements, damages, around } = readJsonElements(json, options.firstLine);
  const problems = new ProblemList();
  problems.addAll(damages);
  const listedOn = options.listedOn ?? dateIn(around);
  const papers = elements.flatMap((element) => readElement(element, listedOn, problems) ?? []);
  if (
    papers.length === 0 &&
    damages.length === 0 &&
    elements.length === 0 &&
    !/^\s*\[\s*\]\s*$/.test(around)
  ) {
    problems.add(options.firstLine ?? 1, noPapers(json));
  }
  const edition =
    papers.length > 0 ? mostFrequent(papers.flatMap((paper) => paper.listedOn ?? [])) : listedOn;
  return {
    ...(edition !== undefined && { listedOn: edition }),
    papers,
    problems: problems.list(),
    isWhole: damages.length === 0,
  };
}

function readElement(
  element: JsonElement,
  listedOn: string | undefined,
  problems: ProblemList,
): Paper | undefined {
  if (!element.isPaper) {
    problems.add(
      element.line,
      `${excerpt(cleanLine(element.text.slice(0, 200)))} is no paper: it has no “paper”, or no “id” and “title”`,
    );
    return undefined;
  }
  const value = parse(element, problems);
  if (value === undefined) return undefined;
  const { paper, complaints } = readHuggingFacePaper(value, listedOn);
  for (const { field, message } of complaints) problems.add(lineOfField(element, field), message);
  return paper;
}

function parse({ text, line }: JsonElement, problems: ProblemList): unknown {
  try {
    return JSON.parse(text);
  } catch {
    problems.add(line, 'damaged JSON');
    return undefined;
  }
}

/** The line of the field in the paper itself where it has one, else in its envelope. */
function lineOfField({ text, line }: JsonElement, field: string): number {
  const inner = text.search(/"paper"\s*:/);
  const key = `"${field}"`;
  const inPaper = text.indexOf(key, Math.max(inner, 0));
  const at = inPaper >= 0 ? inPaper : text.indexOf(key);
  return lineFinder(text, line)(Math.max(at, 0));
}

/** The one date that the JSON around the papers names as its own. */
function dateIn(around: string): string | undefined {
  const dates = [
    ...around.slice(0, 100_000).matchAll(/"(?:date|dateString|day|listedOn)"\s*:\s*"(\d{4}-\d{2}-\d{2})/g),
  ];
  const days = new Set(dates.map((match) => match[1] ?? '').filter(isPlainDate));
  return days.size === 1 ? [...days][0] : undefined;
}

function mostFrequent(dates: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const date of dates) counts.set(date, (counts.get(date) ?? 0) + 1);
  const byCount = [...counts].sort(([one, ones], [other, others]) => others - ones || (one < other ? 1 : -1));
  return byCount[0]?.[0];
}

/** What the API says instead of papers, such as `{"error":"…"}`. */
function noPapers(json: string): string {
  const [, error] = /"error"\s*:\s*"((?:[^"\\]|\\.){1,200})/.exec(json.slice(0, 10_000)) ?? [];
  return `JSON without papers${error === undefined ? '' : `; it says “${cleanLine(error)}”`}`;
}
