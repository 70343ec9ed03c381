import { byWorth, reasonsIn, withVotes } from '../src/catalog/matched.ts';
import { recentEditions } from '../src/catalog/recent.ts';
import { sayNext, sayPause, scheduleOf } from '../src/channels/schedules.ts';
import { type Answer, type Call, defineCommand } from '../src/command/command.ts';
import { pageOf } from '../src/command/paging.ts';
import { UserError } from '../src/command/user-error.ts';
import { digestTitle } from '../src/digest/digest-message.ts';
import { percolateNew } from '../src/digest/percolate.ts';
import { chosenFor } from '../src/digest/plan.ts';
import { code, listMessage, shareButton, textMessage, withCode } from '../src/message/build.ts';
import type { Text } from '../src/message/message.ts';
import { noneOf } from '../src/message/none-of.ts';
import type { ShownPaper } from '../src/message/paper-parts.ts';
import { sayQuery } from '../src/query/explain.ts';
import { matches } from '../src/query/matcher.ts';
import { parseQuery } from '../src/query/parser.ts';
import { dateLabel } from '../src/time/plain-date.ts';
import { communityKey } from '../src/votes/voting.ts';

export const preview = defineCommand({
  name: 'preview',
  summary: 'shows what the next digest would hold, or what a query would match, and posts nothing',
  permission: 'everyone',
  examples: ['preview', 'preview diffusion AND robot'],
  options: {
    query: { kind: 'text', summary: 'a query to try; without one, what this channel follows' },
    digest: { kind: 'count', summary: 'all papers of a digest that was posted here', hidden: true },
    page: { kind: 'count', summary: 'further papers' },
  },
  async run(call, { query, digest, page = 1 }) {
    if (query !== undefined) return ofQuery(call, query, page);
    return digest === undefined ? ofNextDigest(call, page) : ofPostedDigest(call, digest, page);
  },
});

async function ofQuery(call: Call, text: string, page: number): Promise<Answer> {
  const query = parseQuery(text);
  const recent = await recentEditions(call.store);
  if (!recent) throw new UserError('There are no papers yet: no source has delivered any.');
  const days = `the editions of ${dateLabel(recent.from)} to ${dateLabel(recent.to)}`;
  const matched = recent.wantedBy(query);
  if (matched.length === 0)
    return nothing(
      [{ text: `${noneOf(recent.papers.length, `in ${days}`)} ${sayQuery(query.root)}.` }],
      `preview ${text}`,
    );
  const shown = await withVotes(
    call.store,
    communityKey(call.channel),
    matched,
    (paper) => matches(query, paper) ?? [],
  );
  return answer({
    heading: 'Preview',
    said: `${counted(matched.length)} ${sayQuery(query.root)}, in ${days}.`,
    papers: shown.sort(byWorth),
    line: `preview ${text}`,
    page,
    note: [{ text: 'To follow it: ' }, code(`/papers subscribe ${text}`)],
  });
}

async function ofNextDigest(call: Call, page: number): Promise<Answer> {
  const { store, channel, now } = call;
  const followed = (await store.channels.subscriptions(channel.key)).length;
  if (followed === 0) {
    return nothing(
      withCode(
        'This channel follows nothing yet. `/papers preview graph neural network` tries keywords, `/papers subscribe graph neural network` follows them.',
      ),
      'preview',
    );
  }
  await percolateNew(store, now, channel.key);
  const schedule = await scheduleOf(store, channel, call.timeZone, now);
  const chosen = (await chosenFor(store, [schedule], now)).get(channel.key);
  const paused = sayPause(schedule, now);
  const coming = paused === undefined ? `it comes on ${sayNext(schedule)}` : `digests are ${paused}`;
  const here = followed === 1 ? 'the one subscription here' : `the ${followed} subscriptions here`;
  if (!chosen)
    return nothing(
      [{ text: `Nothing new matches ${here} so far, so the next digest would be empty (${coming}).` }],
      'preview',
    );
  const { shown, passedOver } = chosen;
  const more = passedOver.length === 0 ? '' : ` The digest shows the first ${shown.length} of them.`;
  return answer({
    heading: 'The next digest',
    said: `${counted(shown.length + passedOver.length)} ${here}; ${coming}.${more}`,
    papers: await shownHere(call, [...shown, ...passedOver]),
    line: 'preview',
    page,
  });
}

async function ofPostedDigest(call: Call, id: number, page: number): Promise<Answer> {
  const digest = await call.store.ledger.get(id);
  if (digest?.channel !== call.channel.key)
    throw new UserError(
      `There is no digest ${id} in this channel. \`/papers status\` tells of the last one.`,
    );
  const papers = await shownHere(call, [...digest.shown, ...digest.passedOver]);
  return answer({
    heading: digestTitle(digest.slot),
    said: `${counted(papers.length)} what this channel followed then.`,
    papers,
    line: `preview digest ${id}`,
    page,
  });
}

async function shownHere({ store, channel }: Call, ids: readonly string[]): Promise<ShownPaper[]> {
  const reasonsFor = await reasonsIn(store, channel.key);
  const papers = await store.papers.getAll(ids);
  return withVotes(store, communityKey(channel), papers, reasonsFor);
}

interface Preview {
  readonly heading: string;
  readonly said: string;
  readonly papers: readonly ShownPaper[];
  /** The command line that a further page repeats. */
  readonly line: string;
  readonly page: number;
  readonly note?: Text;
}

function answer({ heading, said, papers, line, page, note }: Preview): Answer {
  const { rows, range, buttons } = pageOf(papers, page, line);
  return {
    audience: 'asker',
    message: listMessage({
      heading,
      intro: [{ text: [said, range].filter(Boolean).join(' ') }],
      papers: rows,
      buttons: [...buttons, shareButton(page === 1 ? line : `${line} page ${page}`)],
      ...(note !== undefined && { note }),
    }),
  };
}

/** An empty preview is an answer too. */
function nothing(text: Text, line: string): Answer {
  return { audience: 'asker', message: textMessage([text], [shareButton(line)]) };
}

function counted(papers: number): string {
  return papers === 1 ? '1 paper matches' : `${papers} papers match`;
}
