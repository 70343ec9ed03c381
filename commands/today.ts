import { SAMPLE } from '../src/catalog/ingest.ts';
import { withVotes } from '../src/catalog/matched.ts';
import { editionOf } from '../src/catalog/recent.ts';
import { type Answer, type Call, defineCommand } from '../src/command/command.ts';
import { pageOf } from '../src/command/paging.ts';
import { UserError } from '../src/command/user-error.ts';
import { listMessage, textMessage, withCode } from '../src/message/build.ts';
import type { Text } from '../src/message/message.ts';
import { noneOf } from '../src/message/none-of.ts';
import type { Query } from '../src/query/ast.ts';
import { matches } from '../src/query/matcher.ts';
import { parseQuery } from '../src/query/parser.ts';
import type { HeldPaper } from '../src/store/store.ts';
import { dateLabel } from '../src/time/plain-date.ts';
import { communityKey } from '../src/votes/voting.ts';

export const today = defineCommand({
  name: 'today',
  summary: 'shows the newest edition, or that of a date, with the papers that match this channel first',
  permission: 'everyone',
  examples: ['today', 'today 2025-11-07', 'today matching'],
  options: {
    date: { kind: 'date', summary: 'the edition of a day: `2025-11-07`, `Nov 7`, `yesterday`' },
    matching: { kind: 'flag', summary: 'only the papers that match' },
    page: { kind: 'count', summary: 'further papers of the edition' },
  },
  async run(call, { date, matching, page = 1 }) {
    const day = await editionDay(call, date);
    const edition = await editionOf(call.store, day);
    const queries = await queriesOf(call);
    const wanted = queries.map((query) => new Set(edition.wantedBy(query)));
    const [matched, others] = parted(edition.papers, (paper) => wanted.some((papers) => papers.has(paper)));
    const reasonsFor = (paper: HeldPaper) =>
      queries.flatMap((query, at) => (wanted[at]?.has(paper) ? (matches(query, paper) ?? []) : []));
    const papers = matching ? matched : [...matched, ...others];
    if (papers.length === 0) return noneMatch(day, edition.papers.length, queries.length);
    const line = `today ${day}${matching ? ' matching' : ''}`;
    const { rows, range, buttons } = pageOf(papers, page, line);
    const shown = await withVotes(call.store, communityKey(call.channel), rows, reasonsFor);
    return {
      audience: page === 1 ? 'channel' : 'asker',
      message: listMessage({
        heading: `${isSample(edition.papers) ? 'Sample edition' : 'Daily Papers'}, ${dateLabel(day)}`,
        intro: [
          {
            text: [
              notToday(call, day, date),
              counts({
                papers: edition.papers.length,
                matched: matched.length,
                followed: queries.length,
                matching,
              }),
              range,
            ]
              .filter(Boolean)
              .join(' '),
          },
        ],
        papers: shown,
        buttons,
        ...(isSample(edition.papers) && { note: await sampleNote(call) }),
      }),
    };
  },
});

async function queriesOf({ store, channel }: Call): Promise<Query[]> {
  const followed = await store.channels.subscriptions(channel.key);
  return followed.map(({ query }) => parseQuery(query));
}

/** Why this is the sample, and how to see something else. */
async function sampleNote({ store }: Call): Promise<Text> {
  const failing = (await store.sources.all()).filter(({ lastError }) => lastError !== undefined);
  const reasons = failing.map(({ name, lastError }) => `${name}: ${lastError}`);
  return withCode(
    [
      'This is the sample that comes with Paperboy.',
      reasons.length > 0 ? 'No source has delivered yet.' : 'Today’s papers come when `npm start` runs.',
      ...reasons,
      '`PAPERBOY_SOURCES=file:PATH` shows a saved Daily Papers page or API answer.',
    ].join(' '),
  );
}

async function editionDay({ store }: Call, date: string | undefined): Promise<string> {
  const newest = await store.papers.newestEdition();
  if (newest === undefined) throw new UserError('There are no papers yet: no source has delivered any.');
  if (date === undefined) return newest;
  const before = await store.papers.newestEdition(date);
  if (before === date) return date;
  const near = [before, await store.papers.nextEdition(date)].filter((day) => day !== undefined);
  const shown = near.map((day) => `${dateLabel(day)} (\`/papers today ${day}\`)`).join(' and ');
  const nearest = near.length === 1 ? 'The nearest is' : 'The nearest are';
  throw new UserError(`There is no edition of ${dateLabel(date)}. ${nearest} ${shown}.`);
}

function notToday(call: Call, day: string, asked: string | undefined): string {
  if (asked !== undefined || day === call.today) return '';
  return `The newest edition is of ${dateLabel(day)}, not of today (${dateLabel(call.today)}).`;
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  const groups = Map.groupBy(items, isFirst);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

interface Counts {
  /** How many the edition has, and how many of them match. */
  readonly papers: number;
  readonly matched: number;
  /** How many subscriptions the channel has. */
  readonly followed: number;
  readonly matching: boolean;
}

function counts({ papers: count, matched, followed, matching }: Counts): string {
  const papers = count === 1 ? '1 paper' : `${count} papers`;
  const match = matched === 1 ? 'matches' : 'match';
  if (matching) return `${matched} of ${papers} ${match} what this channel follows.`;
  if (followed === 0) return `${papers}.`;
  if (matched === 0) return `${papers}, none of which matches what this channel follows.`;
  return `${papers}; the first ${matched === 1 ? 'one' : matched} ${match} what this channel follows.`;
}

function noneMatch(day: string, papers: number, followed: number): Answer {
  const text =
    followed === 0
      ? 'This channel follows nothing yet, so nothing can match. Start with `/papers subscribe graph neural network`.'
      : `${noneOf(papers, `of ${dateLabel(day)}`)} what this channel follows. \`/papers today ${day}\` shows them all.`;
  return { audience: 'asker', message: textMessage([withCode(text)]) };
}

function isSample(papers: readonly { readonly sources: readonly string[] }[]): boolean {
  return papers.length > 0 && papers.every((paper) => paper.sources.every((source) => source === SAMPLE));
}
