import { quoted } from '../../src/command/quoted.ts';
import { UserError } from '../../src/command/user-error.ts';
import { bold, textMessage } from '../../src/message/build.ts';
import type { Message } from '../../src/message/message.ts';
import { channelKey, type Inbound, type Person } from '../../src/platform/platform.ts';
import type { Store } from '../../src/store/store.ts';
import { displayLine } from '../../src/text/display.ts';
import { communityKey } from '../../src/votes/voting.ts';
import { TERMINAL_CHANNEL } from './channel.ts';

/** What stands behind `+1` or `-1`. */
export interface TypedReaction {
  readonly added: boolean;
  readonly target: string;
}

export interface ReactionContext {
  readonly store: Store;
  readonly inbound: Inbound;
  readonly person: Person;
  readonly now: () => number;
}

const CHANNEL = channelKey(TERMINAL_CHANNEL);

/**
 * Reacts with a row's number to the newest list; the answer names the paper and its votes.
 *
 * @throws UserError where there is no such row
 */
export async function reactToRow(
  { store, inbound, person, now }: ReactionContext,
  { added, target }: TypedReaction,
): Promise<Message> {
  const sign = added ? '+1' : '-1';
  const list = await store.posts.newestList(CHANNEL, person.id);
  const rows = list?.papers ?? [];
  if (!list || rows.length === 0)
    throw new UserError('There is no list here yet to react to. `/papers today` shows one.');
  const number = /^#?(\d{1,4})$/.exec(target.trim())?.[1];
  if (number === undefined) {
    const found = target === '' ? '' : ` ${quoted(target)} is none.`;
    throw new UserError(
      `\`${sign}\` takes the number of a row in the newest list, such as \`${sign} 3\`.${found}`,
    );
  }
  const row = rows.find((paper) => paper.row === Number(number));
  if (row?.row === undefined)
    throw new UserError(
      `The last list here has the numbers 1 to ${rows.at(-1)?.row}, not ${Number(number)}.`,
    );
  await inbound.reaction({
    channel: TERMINAL_CHANNEL,
    messageId: list.messageId,
    personId: person.id,
    emoji: rowEmoji(row.row),
    added,
    order: now(),
  });
  const votes =
    (await store.votes.count(communityKey(TERMINAL_CHANNEL), [row.paperId])).get(row.paperId) ?? 0;
  const paper = await store.papers.get(row.paperId);
  return answer({ added, row: row.row, title: displayLine(paper?.title ?? row.paperId), votes });
}

function answer(voted: { added: boolean; row: number; title: string; votes: number }): Message {
  const { added, row, title, votes } = voted;
  const still = !added && votes > 0 ? ' It still has the upvote that an earlier list got.' : '';
  return textMessage([
    [
      { text: added ? 'Upvoted ' : 'No upvote any more for ' },
      bold(`${row}. ${title}`),
      { text: ` (▲ ${votes}).${still}` },
    ],
  ]);
}

function rowEmoji(row: number): string {
  return row === 10 ? '🔟' : `${row}\u{fe0f}\u{20e3}`;
}
