import { type Call, defineCommand } from '../src/command/command.ts';
import { nearest } from '../src/command/nearest.ts';
import { quotedQuery } from '../src/command/quoted.ts';
import { followedQueries } from '../src/command/suggest.ts';
import { UserError } from '../src/command/user-error.ts';
import { code, runButton, textMessage } from '../src/message/build.ts';
import type { Message, Text } from '../src/message/message.ts';
import { parseQuery, splitAlternatives } from '../src/query/parser.ts';
import { QueryError } from '../src/query/query-error.ts';
import type { Subscription } from '../src/store/store.ts';

/** How many numbers an error names. */
const MOST_NAMED = 10;

export const unsubscribe = defineCommand({
  name: 'unsubscribe',
  summary: 'stops following keywords in this channel',
  permission: 'managers',
  examples: ['unsubscribe 2', 'unsubscribe physics-informed', 'unsubscribe all'],
  options: {
    which: {
      kind: 'text',
      required: true,
      summary: 'number, query or `all`',
      shownAs: 'number, query or all',
      suggest: followedQueries,
    },
    confirm: { kind: 'flag', summary: 'stops all without asking again', hidden: true },
    undo: { kind: 'flag', summary: 'takes the removal of these numbers back', hidden: true },
  },
  async run(call, { which, confirm, undo }) {
    const all = which.trim().toLowerCase() === 'all';
    const numbers = numbersIn(which);
    if (undo && numbers) return { audience: 'channel', message: await restore(call, numbers) };
    const held = await call.store.channels.subscriptions(call.channel.key);
    if (held.length === 0) throw new UserError('This channel follows nothing, so there is nothing to stop.');
    if (all && !confirm) return { audience: 'asker', message: question(held.length) };
    // “confirm” and “undo” are words of a query where they confirm and undo nothing.
    const words = [which, confirm && !all && 'confirm', undo && 'undo'].filter(Boolean).join(' ');
    const wanted = (all ? held : meant(held, words)).map((subscription) => subscription.number);
    const removed = await call.store.transaction((inside) =>
      inside.channels.unsubscribe(call.channel.key, wanted, call.now),
    );
    return { audience: 'channel', message: removal(removed, call.person.name) };
  },
});

function question(count: number): Message {
  const what = count === 1 ? 'the one subscription' : `all ${count} subscriptions`;
  return textMessage(
    [`Stop ${what} of this channel?`],
    [runButton(`Yes, stop ${count === 1 ? 'it' : 'all'}`, 'unsubscribe all confirm', 'danger')],
  );
}

/** The subscriptions that a person means by numbers or by a query. */
function meant(held: readonly Subscription[], which: string): Subscription[] {
  const same = withQuery(held, which);
  if (same.length > 0) return same;
  const numbers = numbersIn(which);
  if (numbers) return numbered(held, numbers);
  const alternatives = alternativesIn(which);
  if (alternatives.length > 1) return alternatives.flatMap((alternative) => meant(held, alternative));
  const near = nearest(
    which.trim().toLowerCase(),
    held.map((subscription) => subscription.query.toLowerCase()),
  );
  const hint =
    near === undefined
      ? '`/papers subscriptions` shows what it follows.'
      : `Did you mean ${quotedQuery(near)}?`;
  throw new UserError(`This channel does not follow ${quotedQuery(which)}. ${hint}`);
}

function withQuery(held: readonly Subscription[], text: string): Subscription[] {
  const canonical = canonicalOrNothing(text);
  return held.filter(
    (subscription) =>
      subscription.canonical === canonical || subscription.query.toLowerCase() === text.trim().toLowerCase(),
  );
}

function numbered(held: readonly Subscription[], numbers: readonly number[]): Subscription[] {
  const unknown = numbers.find((number) => !held.some((subscription) => subscription.number === number));
  if (unknown === undefined) return held.filter((subscription) => numbers.includes(subscription.number));
  const known = held.slice(0, MOST_NAMED).map((subscription) => `#${subscription.number}`);
  const more = held.length > MOST_NAMED ? ` and ${held.length - MOST_NAMED} more` : '';
  throw new UserError(
    `This channel has no subscription #${unknown}. It has ${known.join(', ')}${more}; \`/papers subscriptions\` shows them.`,
  );
}

/** The parts that `subscribe` made subscriptions of. */
function alternativesIn(text: string): string[] {
  try {
    return splitAlternatives(text);
  } catch (error) {
    if (error instanceof QueryError) return [];
    throw error;
  }
}

/** `3`, `#3`, `2, 3` and `2 3` as numbers; undefined for anything else. */
function numbersIn(text: string): number[] | undefined {
  const words = text.split(/[\s,]+/).filter(Boolean);
  return words.every((word) => /^#?\d{1,6}$/.test(word))
    ? words.map((word) => Number(word.replace('#', '')))
    : undefined;
}

function canonicalOrNothing(text: string): string | undefined {
  try {
    return parseQuery(text).canonical;
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}

function removal(removed: readonly Subscription[], by: string): Message {
  const numbers = removed.map((subscription) => subscription.number).join(' ');
  const text: Text = [{ text: `${by} stopped ` }, ...listed(removed), { text: ' here.' }];
  return textMessage([text], [runButton('Undo', `unsubscribe ${numbers} undo`)]);
}

/** Takes removals back, within the channel's limit; what is followed again under another number stays as it is. */
async function restore(
  { store, channel, limits, person }: Call,
  numbers: readonly number[],
): Promise<Message> {
  const back = await store.transaction(async (inside) => {
    const before = await inside.channels.subscriptions(channel.key);
    const restored = await inside.channels.restore(channel.key, numbers);
    for (const subscription of restored) {
      const again = before.find(({ canonical }) => canonical === subscription.canonical);
      if (again)
        throw new UserError(
          `${quotedQuery(subscription.query)} is followed here again already, as #${again.number}: there is nothing to take back.`,
        );
    }
    if (restored.length > 0 && before.length + restored.length > limits.subscriptionsPerChannel)
      throw new UserError(
        `A channel follows at most ${limits.subscriptionsPerChannel} queries, and this one has ${before.length}. \`/papers unsubscribe\` makes room.`,
      );
    return restored;
  });
  if (back.length === 0)
    throw new UserError(
      `Nothing to take back: ${numbers.map((number) => `#${number}`).join(', ')} is followed, or never was.`,
    );
  return textMessage([
    [
      { text: `${person.name} took it back: ` },
      ...listed(back),
      { text: ` ${back.length === 1 ? 'is' : 'are'} followed here again.` },
    ],
  ]);
}

function listed(subscriptions: readonly Subscription[]): Text {
  return subscriptions.flatMap((subscription, at) => [
    { text: `${at > 0 ? ', ' : ''}#${subscription.number} ` },
    code(subscription.query),
  ]);
}
