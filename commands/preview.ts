import { byWorth, type Follower, followersOf, withVotes } from '../src/catalog/matched.ts';
import { recentEditions } from '../src/catalog/recent.ts';
import { type Call, defineCommand } from '../src/command/command.ts';
import { pageOf } from '../src/command/paging.ts';
import { UserError } from '../src/command/user-error.ts';
import { listMessage, shareButton, withCode } from '../src/message/build.ts';
import { sayQuery } from '../src/query/explain.ts';
import { matches, type Reason } from '../src/query/matcher.ts';
import { parseQuery } from '../src/query/parser.ts';
import type { HeldPaper } from '../src/store/store.ts';
import { dateLabel } from '../src/time/plain-date.ts';
import { communityKey } from '../src/votes/voting.ts';

export const preview = defineCommand({
  name: 'preview',
  summary: 'shows what the next digest would hold, or what a query would match, and posts nothing',
  permission: 'everyone',
  examples: ['preview', 'preview diffusion AND robot'],
  options: {
    query: { kind: 'text', summary: 'a query to try; without one, what this channel follows' },
    page: { kind: 'count', summary: 'further papers' },
  },
  async run(call, { query, page = 1 }) {
    const wanted = query === undefined ? await wantedHere(call) : wantedBy(query);
    const recent = await recentEditions(call.store);
    if (!recent) throw new UserError('There are no papers yet: no source has delivered any.');
    const reasons = new Map<HeldPaper, readonly Reason[]>();
    for (const paper of recent.papers) {
      const why = wanted.reasons(paper);
      if (why.length > 0) reasons.set(paper, why);
    }
    const days = `the editions of ${dateLabel(recent.from)} to ${dateLabel(recent.to)}`;
    if (reasons.size === 0)
      throw new UserError(`None of the ${recent.papers.length} papers in ${days} matches ${wanted.said}.`);
    const shown = await withVotes(
      call.store,
      communityKey(call.channel),
      [...reasons.keys()],
      (paper) => reasons.get(paper) ?? [],
    );
    const line = query === undefined ? 'preview' : `preview ${query}`;
    const { rows, range, buttons } = pageOf(shown.sort(byWorth), page, line);
    const count = reasons.size === 1 ? '1 paper matches' : `${reasons.size} papers match`;
    return {
      audience: 'asker',
      message: listMessage({
        heading: query === undefined ? 'The next digest' : 'Preview',
        intro: [{ text: `${count} ${wanted.said}, in ${days}. ${range}` }],
        papers: rows,
        buttons: [...buttons, shareButton(page === 1 ? line : `${line} page ${page}`)],
        ...(query !== undefined && { note: withCode(`To follow it: \`/papers subscribe ${query}\``) }),
      }),
    };
  },
});

/** What is asked for, in words and for each paper. */
interface Wanted {
  readonly said: string;
  reasons(paper: HeldPaper): readonly Reason[];
}

function wantedBy(text: string): Wanted {
  const query = parseQuery(text);
  return { said: sayQuery(query.root), reasons: (paper) => matches(query, paper) ?? [] };
}

async function wantedHere({ store, channel }: Call): Promise<Wanted> {
  const followers = await followersOf(store, channel.key);
  if (followers.length === 0) {
    throw new UserError(
      'This channel follows nothing yet. Try `/papers preview graph neural network`, or `/papers subscribe` it.',
    );
  }
  return {
    said: followers.length === 1 ? 'the one subscription here' : `the ${followers.length} subscriptions here`,
    reasons: (paper) =>
      followers.flatMap((follower) => (startedFor(follower, paper) ? (follower.matches(paper) ?? []) : [])),
  };
}

/** A subscription starts with the edition that was newest when it was made; nothing older is replayed. */
function startedFor({ subscription }: Follower, paper: HeldPaper): boolean {
  return (
    subscription.startsWith === undefined ||
    paper.listedOn === undefined ||
    paper.listedOn >= subscription.startsWith
  );
}
