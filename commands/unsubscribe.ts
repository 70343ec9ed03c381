import { type Call, defineCommand } from '../src/command/command.ts';
import { nearest } from '../src/command/nearest.ts';
import { UserError } from '../src/command/user-error.ts';
import { code, runButton, textMessage } from '../src/message/build.ts';
import type { Message, Text } from '../src/message/message.ts';
import { parseQuery } from '../src/query/parser.ts';
import { QueryError } from '../src/query/query-error.ts';
import type { Subscription } from '../src/store/store.ts';

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
    },
    confirm: { kind: 'flag', summary: 'stops all without asking again', hidden: true },
    undo: { kind: 'flag', summary: 'takes the removal of these numbers back', hidden: true },
  },
  async run(call, { which, confirm, undo }) {
    if (undo) return { audience: 'channel', message: await restore(call, which) };
    const held = await call.store.channels.subscriptions(call.channel.key);
    if (held.length === 0) throw new UserError('This channel follows nothing, so there is nothing to stop.');
    const all = which.trim().toLowerCase() === 'all';
    if (all && !confirm) return { audience: 'asker', message: question(held.length) };
    const numbers = (all ? held : meant(held, which)).map((subscription) => subscription.number);
    const removed = await call.store.transaction((inside) =>
      inside.channels.unsubscribe(call.channel.key, numbers, call.now),
    );
    return { audience: 'channel', message: removal(removed, call.person.name) };
  },
});

function question(count: number): Message {
  const what = count === 1 ? 'the one subscription' : `all ${count} subscriptions`;
  return textMessage(
    [
      [
        { text: `Stop ${what} of this channel? ` },
        code('/papers unsubscribe all confirm'),
        { text: ' does it.' },
      ],
    ],
    [runButton(`Stop ${what}`, 'unsubscribe all confirm', 'danger')],
  );
}

/** The subscriptions that a person means by numbers or by a query. */
function meant(held: readonly Subscription[], which: string): Subscription[] {
  const numbers = numbersIn(which);
  if (numbers) {
    const unknown = numbers.find((number) => !held.some((subscription) => subscription.number === number));
    if (unknown !== undefined) {
      const known = held.map((subscription) => `#${subscription.number}`).join(', ');
      throw new UserError(
        `This channel has no subscription #${unknown}. It has ${known}; \`/papers subscriptions\` shows them.`,
      );
    }
    return held.filter((subscription) => numbers.includes(subscription.number));
  }
  const canonical = canonicalOrNothing(which);
  const same = held.filter(
    (subscription) =>
      subscription.canonical === canonical || subscription.query.toLowerCase() === which.trim().toLowerCase(),
  );
  if (same.length > 0) return same;
  const near = nearest(
    which.trim().toLowerCase(),
    held.map((subscription) => subscription.query.toLowerCase()),
  );
  const hint =
    near === undefined ? '`/papers subscriptions` shows what it follows.' : `Did you mean “${near}”?`;
  throw new UserError(`This channel does not follow “${which.trim()}”. ${hint}`);
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

async function restore(call: Call, which: string): Promise<Message> {
  const numbers = numbersIn(which);
  if (!numbers) throw new UserError(`“${which}” is no number of a removed subscription.`);
  const back = await call.store.transaction((inside) => inside.channels.restore(call.channel.key, numbers));
  if (back.length === 0)
    throw new UserError(
      `Nothing to take back: ${numbers.map((number) => `#${number}`).join(', ')} is followed, or never was.`,
    );
  return textMessage([
    [{ text: `${call.person.name} took it back: ` }, ...listed(back), { text: ' is followed here again.' }],
  ]);
}

function listed(subscriptions: readonly Subscription[]): Text {
  return subscriptions.flatMap((subscription, at) => [
    { text: `${at > 0 ? ', ' : ''}#${subscription.number} ` },
    code(subscription.query),
  ]);
}
