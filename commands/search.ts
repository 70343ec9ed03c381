import { withVotes } from '../src/catalog/matched.ts';
import { countHeld } from '../src/catalog/recent.ts';
import { type Hit, type SearchResult, search as searchCatalog } from '../src/catalog/search.ts';
import { type Call, defineCommand } from '../src/command/command.ts';
import { pageOf } from '../src/command/paging.ts';
import {
  code,
  listMessage,
  ROWS_PER_PAGE,
  runButton,
  shareButton,
  textMessage,
  textPart,
  withCode,
} from '../src/message/build.ts';
import type { Message, Part, Text } from '../src/message/message.ts';
import { noneOf } from '../src/message/none-of.ts';
import { paperRow, type ShownPaper } from '../src/message/paper-parts.ts';
import { sayQuery } from '../src/query/explain.ts';
import { parseQuery } from '../src/query/parser.ts';
import { withOperators } from '../src/query/relax.ts';
import { dateLabel } from '../src/time/plain-date.ts';
import { communityKey } from '../src/votes/voting.ts';

export const search = defineCommand({
  name: 'search',
  summary: 'finds papers among all that are held, the best matches first',
  permission: 'everyone',
  examples: ['search physics-informed', 'search "diffusion model" -image since 2025-10-01'],
  options: {
    query: { kind: 'text', required: true, summary: 'keywords, as `/papers help keywords` explains' },
    since: { kind: 'date', named: true, summary: 'only papers from that day on', shownAs: 'date' },
    page: { kind: 'count', summary: 'further matches' },
  },
  async run(call, { query: text, since, page = 1 }) {
    const query = parseQuery(text);
    const result = await searchCatalog(call.store, query, since);
    const said = `${sayQuery(query.root)}${since === undefined ? '' : ` since ${dateLabel(since)}`}`;
    const line = `search ${text}${since === undefined ? '' : ` since ${since}`}`;
    const meant = withOperators(query);
    return { audience: 'asker', message: await resultMessage(call, { ...result, said, meant, line, page }) };
  },
});

interface Result extends SearchResult {
  /** The query in plain words. */
  readonly said: string;
  /** The query with operators, where it may have been meant so. */
  readonly meant?: string | undefined;
  /** The command line that shows this again. */
  readonly line: string;
  readonly page: number;
}

async function resultMessage(call: Call, result: Result): Promise<Message> {
  const { hits, isMore, looser, said, meant, line, page } = result;
  const askBack =
    hits.length === 0 && meant !== undefined ? [runButton(`Search ${meant}`, `search ${meant}`)] : [];
  if (hits.length + looser.length === 0) {
    const held = await countHeld(call.store);
    return textMessage(
      [
        `${noneOf(held, 'held')} ${said}.`,
        meant === undefined
          ? withCode('Fewer words, `OR` between them or a word’s beginning such as `quanti*` find more.')
          : askedBack(meant),
      ],
      [...askBack, shareButton(line)],
    );
  }
  const { rows, range, buttons } = pageOf(hits, page, line, isMore);
  const papers = await shownHits(call, rows);
  const room = page === 1 ? ROWS_PER_PAGE - rows.length : 0;
  const matches =
    hits.length === 0
      ? 'No paper matches'
      : hits.length === 1
        ? '1 paper matches'
        : `${isMore ? 'More than ' : ''}${hits.length} papers match`;
  return listMessage({
    heading: hits.length > 0 ? 'Found' : 'Nothing found in these words',
    intro: [
      { text: [`${matches} ${said}.`, range].filter(Boolean).join(' ') },
      ...(hits.length === 0 && meant !== undefined ? [{ text: ' ' }, ...askedBack(meant)] : []),
    ],
    papers,
    more: looserParts(await shownHits(call, looser.slice(0, room)), rows.length),
    buttons: [...askBack, ...buttons, shareButton(page === 1 ? line : `${line} page ${page}`)],
  });
}

/** Of a phrase that stands nowhere and has words such as `or`. */
function askedBack(meant: string): Text {
  return [{ text: 'Did you mean ' }, code(meant), { text: '? Operators are written in capitals.' }];
}

/** Looser matches follow under their own heading; their numbers go on where the matches end. */
function looserParts(shown: readonly ShownPaper[], rows: number): Part[] {
  if (shown.length === 0) return [];
  return [
    { kind: 'divider' },
    { kind: 'heading', text: 'Looser matches' },
    textPart([{ text: 'These have the words, but not in a row.' }]),
    ...shown.map((paper, at): Part => ({ kind: 'row', row: paperRow(paper, rows + at + 1) })),
  ];
}

/** Only of the rows that are shown: why a paper was found takes longer to say than to find it. */
async function shownHits(call: Call, hits: readonly Hit[]): Promise<ShownPaper[]> {
  const reasons = new Map(hits.map((hit) => [hit.paper, hit.reasons]));
  const papers = hits.map((hit) => hit.paper);
  return withVotes(call.store, communityKey(call.channel), papers, (paper) => reasons.get(paper) ?? []);
}
