import { decodeHTMLAttribute } from 'entities';
import type { Paper, ParsedEdition } from '../paper/paper.ts';
import { cleanLine, excerpt } from './clean-text.ts';
import { parseHuggingFaceJson } from './hugging-face-json.ts';
import { ProblemList } from './problem-list.ts';
import { lineFinder } from './source-lines.ts';

/** JSON that a page carries. */
interface Embedded {
  readonly json: string;
  readonly start: number;
}

/**
 * Reads a web page that was saved with its markup: the Daily Papers page of Hugging Face carries its papers as JSON in
 * `data-props` attributes or scripts. `listedOn` is the edition where neither papers nor page tell it.
 */
export function parseSavedHtml(html: string, listedOn?: string): ParsedEdition {
  const lineOf = lineFinder(html);
  const problems = new ProblemList();
  const papers = new Map<string, Paper>();
  let edition: string | undefined;
  for (const { json, start } of embeddedIn(html)) {
    if (!/"(?:paper|title)"/.test(json.slice(0, MOST_READ))) continue;
    const found = parseHuggingFaceJson(json, { listedOn, firstLine: lineOf(start) });
    const hasPapers = found.papers.length > 0;
    // What is broken in a page's other scripts is no concern of ours.
    if (hasPapers || (!found.isWhole && /"paper"/.test(json.slice(0, MOST_READ))))
      problems.addAll(found.problems);
    for (const paper of found.papers) if (!papers.has(paper.id)) papers.set(paper.id, paper);
    if (hasPapers) edition ??= found.listedOn;
  }
  if (papers.size === 0) problems.add(1, noPapers(html));
  return {
    ...(edition !== undefined && { listedOn: edition }),
    papers: [...papers.values()],
    problems: problems.list(),
  };
}

const MOST_READ = 50_000_000;

/** One after the other, so that only one is held at a time. */
function* embeddedIn(html: string): Generator<Embedded> {
  yield* propsIn(html);
  yield* scriptsIn(html);
}

/** The values of all `data-props` attributes, in whatever part of the page they stand. */
function* propsIn(html: string): Generator<Embedded> {
  const name = 'data-props=';
  for (let at = html.indexOf(name); at >= 0; at = html.indexOf(name, at)) {
    at += name.length;
    const quote = html[at];
    if (quote !== '"' && quote !== "'") continue;
    const start = at + 1;
    const end = html.indexOf(quote, start);
    at = end < 0 ? html.length : end + 1;
    // A line break that is written as an entity is none of the file's.
    const value = html.slice(start, end < 0 ? html.length : end).replace(/&#(?:10|13|x0?[ad]);/gi, ' ');
    yield { json: decodeHTMLAttribute(value), start };
  }
}

/** What stands in scripts, from the first brace that may open JSON. */
function* scriptsIn(html: string): Generator<Embedded> {
  const opening = /<script\b[^>]{0,2000}>/gi;
  for (let tag = opening.exec(html); tag; tag = opening.exec(html)) {
    const content = tag.index + tag[0].length;
    const closing = html.indexOf('</script', content);
    const end = closing < 0 ? html.length : closing;
    opening.lastIndex = end;
    const script = html.slice(content, end);
    const brace = script.search(/[[{]\s*["{[]/);
    if (brace < 0 || script.includes('data-props=')) continue;
    // What a script does with its JSON, such as `;`, stands behind the last bracket.
    const last = closing < 0 ? -1 : Math.max(script.lastIndexOf('}'), script.lastIndexOf(']'));
    yield { json: script.slice(brace, last > brace ? last + 1 : undefined), start: content + brace };
  }
}

function noPapers(html: string): string {
  const [, title = ''] = /<title[^>]{0,200}>([^<]{1,300})/i.exec(html.slice(0, 100_000)) ?? [];
  const name = cleanLine(decodeHTMLAttribute(title));
  return `a web page without papers${name && ` (${excerpt(name)})`}; save the Daily Papers page of Hugging Face`;
}
