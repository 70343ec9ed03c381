import { reasonsIn, withVotes } from '../src/catalog/matched.ts';
import { type Call, defineCommand } from '../src/command/command.ts';
import { listMessage, ROWS_PER_PAGE, textMessage, withCode } from '../src/message/build.ts';
import type { ShownPaper } from '../src/message/paper-parts.ts';
import type { HeldPaper } from '../src/store/store.ts';
import { addDays } from '../src/time/plain-date.ts';
import { communityKey } from '../src/votes/voting.ts';

const DAYS = { day: 1, week: 7, month: 30 } as const;
const DAY = 86_400_000;

export const top = defineCommand({
  name: 'top',
  summary: 'ranks the papers with the most upvotes',
  permission: 'everyone',
  examples: ['top', 'top month channel', 'top week source'],
  options: {
    period: {
      kind: 'choice',
      choices: ['day', 'week', 'month', 'all'],
      summary: 'since when; a week where not said',
    },
    scope: {
      kind: 'choice',
      choices: ['channel', 'community', 'source'],
      summary:
        'votes given in this channel, in the whole workspace or server (where not said), or the source’s upvotes',
    },
  },
  async run(call, { period = 'week', scope = 'community' }) {
    const papers = scope === 'source' ? await bySource(call, period) : await byVotes(call, period, scope);
    const since = period === 'all' ? 'of all time' : `of the ${period}`;
    if (papers.length === 0) {
      const text =
        scope === 'source'
          ? `No source counted upvotes for the papers ${since}.`
          : `Nobody here upvoted a paper ${period === 'all' ? 'yet' : `in the last ${period}`}. ${call.upvoting}`;
      return { audience: 'asker', message: textMessage([withCode(text)]) };
    }
    const reasonsFor = await reasonsIn(call.store, call.channel.key);
    const shown = await withVotes(call.store, communityKey(call.channel), papers, reasonsFor);
    const where = {
      channel: 'in this channel',
      community: 'in this community',
      source: 'by the source’s upvotes',
    }[scope];
    return {
      audience: 'channel',
      message: listMessage({ heading: `Top papers ${since}, ${where}`, papers: shown.map(dated) }),
    };
  },
});

/** Over a longer time a row needs a day: that of its edition, where the one of its publication is not known. */
function dated(shown: ShownPaper): ShownPaper {
  const { publishedOn, listedOn } = shown.paper;
  if (publishedOn !== undefined || listedOn === undefined) return shown;
  return { ...shown, paper: { ...shown.paper, publishedOn: listedOn } };
}

type Period = 'day' | 'week' | 'month' | 'all';

async function byVotes(call: Call, period: Period, scope: 'channel' | 'community'): Promise<HeldPaper[]> {
  const ranked = await call.store.votes.top({
    community: communityKey(call.channel),
    limit: ROWS_PER_PAGE,
    ...(scope === 'channel' && { channel: call.channel.key }),
    ...(period !== 'all' && { since: call.now - DAYS[period] * DAY }),
  });
  return call.store.papers.getAll(ranked.map(({ paperId }) => paperId));
}

/** Of the last days of editions, counted back from the newest one, or of all papers held. */
async function bySource({ store }: Call, period: Period): Promise<HeldPaper[]> {
  if (period === 'all') return store.papers.mostUpvoted(ROWS_PER_PAGE);
  const newest = await store.papers.newestEdition();
  if (newest === undefined) return [];
  return store.papers.mostUpvoted(ROWS_PER_PAGE, addDays(newest, 1 - DAYS[period]));
}
