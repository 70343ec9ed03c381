import { isDeepStrictEqual } from 'node:util';
import { type Message, textOf } from '../../../src/message/message.ts';
import type { Digest } from '../../../src/store/digest-store.ts';
import type { KillWorld, TestChannel } from './kill-world.ts';
import { unsentSteps } from './shared-database.ts';
import { type Landed, threadOf } from './surviving-platform.ts';

/** What channels see, against what they should: a good run has zeroes and no problems. */
export interface Verdict {
  readonly messages: number;
  /** Papers that a channel should have been told of, over all channels. */
  readonly papers: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  /** In words. */
  readonly problems: readonly string[];
}

/** A message, in short: what stands in it, and where it stands. */
interface Seen {
  readonly kind: 'list' | 'card';
  readonly titles: readonly string[];
  readonly thread?: string;
}

export async function judge(world: KillWorld): Promise<Verdict> {
  const problems = await unfinishedSteps(world);
  const digests = await allDigests(world);
  let lost = 0;
  let doubled = 0;
  let outOfOrder = 0;
  let papers = 0;
  for (const channel of world.channels) {
    const landed = world.platform.landed.filter((message) => message.channel === channel.key);
    const posted = landed.map(seen);
    const complain = (what: string) => problems.push(`${channel.key} (${channel.layout}): ${what}`);
    for (const kind of kindsOf(channel)) {
      const titles = posted.filter((message) => message.kind === kind).flatMap((message) => message.titles);
      const times = Map.groupBy(titles, (title) => title);
      papers += channel.wanted.length;
      for (const title of channel.wanted) {
        if (times.has(title)) continue;
        lost += 1;
        complain(`no ${kind} shows “${title}”`);
      }
      for (const [title, shown] of times) {
        if (shown.length === 1) continue;
        doubled += shown.length - 1;
        complain(`${shown.length} × ${kind} shows “${title}”`);
      }
      const unwanted = [...times.keys()].filter((title) => !channel.wanted.includes(title));
      if (unwanted.length > 0) complain(`nobody wanted ${unwanted.join(', ')}`);
    }
    const own = digests.filter((digest) => digest.channel === channel.key);
    const slots = own.map(({ slot }) => slot);
    const expected = (await Promise.all(own.map((digest) => messagesOf(world, digest)))).flat();
    const isInOrder = isDeepStrictEqual(slots, slots.toSorted()) && isDeepStrictEqual(posted, expected);
    if (isInOrder) continue;
    outOfOrder += 1;
    complain(`${JSON.stringify(posted)} instead of ${JSON.stringify(expected)}`);
  }
  const messages = world.platform.landed.length;
  return { messages, papers, lost, doubled, outOfOrder, problems };
}

/** In which messages a channel sees each of its papers. */
function kindsOf({ layout }: TestChannel): readonly Seen['kind'][] {
  if (layout === 'thread') return ['list', 'card'];
  return layout === 'list' ? ['list'] : ['card'];
}

function seen({ message, thread }: Landed): Seen {
  const isCard = message.parts.some((part) => part.kind === 'card');
  return {
    ...{ kind: isCard ? 'card' : 'list', titles: titlesIn(message) },
    ...(thread !== undefined && { thread }),
  };
}

function titlesIn(message: Message): string[] {
  return message.parts.flatMap((part) => {
    if (part.kind === 'row') return [textOf(part.row.title)];
    return part.kind === 'card' ? [textOf(part.card.title)] : [];
  });
}

/** What a digest should have posted, in this order. */
async function messagesOf({ store }: KillWorld, digest: Digest): Promise<Seen[]> {
  const titles = (await store.papers.getAll(digest.shown)).map(({ title }) => title);
  const list: Seen = { kind: 'list', titles };
  const cards = titles.map((title): Seen => ({ kind: 'card', titles: [title] }));
  switch (digest.layout) {
    case 'list':
      return [list];
    case 'cards':
      return cards;
    case 'thread':
      return [list, ...cards.map((card) => ({ ...card, thread: threadOf(digest.listId ?? '') }))];
  }
}

/** PostgreSQL leaves out the numbers of transactions that failed. */
const WIDEST_GAP = 2_000;

async function allDigests({ store }: KillWorld): Promise<Digest[]> {
  const digests: Digest[] = [];
  for (let from = 1; ; from += WIDEST_GAP) {
    const ids = Array.from({ length: WIDEST_GAP }, (_, at) => from + at);
    const found = await store.ledger.getAll(ids);
    if (found.size === 0) return digests;
    digests.push(...ids.flatMap((id) => found.get(id) ?? []));
  }
}

/** Steps that are not sent: none may be left, and none may have been given up. */
async function unfinishedSteps({ database }: KillWorld): Promise<string[]> {
  const steps = await unsentSteps(database);
  return steps.map((step) => `a step of the ledger is left: ${JSON.stringify(step)}`);
}
