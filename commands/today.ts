import { SAMPLE } from '../src/catalog/ingest.ts';
import { followersOf, reasonsFor, withVotes } from '../src/catalog/matched.ts';
import { type Call, defineCommand } from '../src/command/command.ts';
import { pageOf } from '../src/command/paging.ts';
import { UserError } from '../src/command/user-error.ts';
import { listMessage, withCode } from '../src/message/build.ts';
import type { Text } from '../src/message/message.ts';
import type { ShownPaper } from '../src/message/paper-parts.ts';
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
    const followers = await followersOf(call.store, call.channel.key);
    const edition = await call.store.papers.edition(day);
    const shown = await withVotes(call.store, communityKey(call.channel), edition, (paper) =>
      reasonsFor(followers, paper),
    );
    const matched = shown.filter(({ reasons }) => reasons.length > 0);
    const papers = matching ? matched : [...matched, ...shown.filter(({ reasons }) => reasons.length === 0)];
    if (papers.length === 0) throw noneMatch(day, edition.length, followers.length);
    const line = `today ${day}${matching ? ' matching' : ''}`;
    const { rows, range, buttons } = pageOf(papers, page, line);
    return {
      audience: page === 1 ? 'channel' : 'asker',
      message: listMessage({
        heading: `${isSample(edition) ? 'Sample edition' : 'Daily Papers'}, ${dateLabel(day)}`,
        intro: introduction(call, day, date, shown, matched.length, followers.length, range),
        papers: rows,
        buttons,
        ...(isSample(shown.map(({ paper }) => paper)) && { note: SAMPLE_NOTE }),
      }),
    };
  },
});

const SAMPLE_NOTE = withCode(
  'This is the sample that comes with Paperboy. `PAPERBOY_SOURCES=file:PATH` shows a saved Daily Papers page or API answer instead.',
);

async function editionDay({ store }: Call, date: string | undefined): Promise<string> {
  const newest = await store.papers.newestEdition();
  if (newest === undefined) throw new UserError('There are no papers yet: no source has delivered any.');
  if (date === undefined) return newest;
  const before = await store.papers.newestEdition(date);
  if (before === date) return date;
  const near = before ?? (await store.papers.nextEdition(date));
  throw new UserError(
    `There is no edition of ${dateLabel(date)}.${near ? ` The nearest is ${dateLabel(near)}: \`/papers today ${near}\`.` : ''}`,
  );
}

function introduction(
  call: Call,
  day: string,
  asked: string | undefined,
  shown: readonly ShownPaper[],
  matched: number,
  followed: number,
  range: string,
): Text {
  const notToday =
    asked === undefined && day !== call.today
      ? `The newest edition is of ${dateLabel(day)}, not of today (${dateLabel(call.today)}). `
      : '';
  const count = shown.length === 1 ? '1 paper' : `${shown.length} papers`;
  const match =
    followed === 0 ? '' : `, ${matched} of them matching this channel${matched > 0 ? ', first' : ''}`;
  return [{ text: `${notToday}${count}${match}. ${range}` }];
}

function noneMatch(day: string, papers: number, followed: number): UserError {
  return new UserError(
    followed === 0
      ? 'This channel follows nothing yet, so nothing can match. Start with `/papers subscribe graph neural network`.'
      : `None of the ${papers} papers of ${dateLabel(day)} matches this channel. \`/papers today ${day}\` shows them all.`,
  );
}

function isSample(papers: readonly { readonly sources: readonly string[] }[]): boolean {
  return papers.length > 0 && papers.every((paper) => paper.sources.every((source) => source === SAMPLE));
}
