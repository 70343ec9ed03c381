import type {
  Layout,
  PlannedDigest,
  PlannedStep,
  Schedule,
  Step,
  Taking,
} from '../../src/store/digest-store.ts';
import type { Store } from '../../src/store/store.ts';
import { CHANNEL } from './store-samples.ts';

export const NOW = 1_800_000_000_000;
export const MINUTE = 60_000;

export function schedule(fields: Partial<Schedule> = {}): Schedule {
  return {
    channel: CHANNEL,
    platform: 'slack',
    time: '09:00',
    timeZone: 'Europe/Berlin',
    days: [1, 2, 3, 4, 5],
    papers: 10,
    layout: 'thread',
    announceQuiet: false,
    ...fields,
  };
}

/** A digest with the steps of its layout, whose keys name channel, slot and step: `C1 monday list`. */
export function plannedDigest(slot: string, fields: Partial<PlannedDigest> = {}): PlannedDigest {
  const { channel = CHANNEL, layout = 'thread', shown = [`${slot}-a`, `${slot}-b`] } = fields;
  const keys = (name: string) => `${channel.split('/').at(-1)} ${slot} ${name}`;
  return {
    channel,
    platform: 'slack',
    slot,
    plannedAt: NOW,
    layout,
    shown,
    passedOver: [],
    steps: stepsOf(layout, shown, keys),
    ...fields,
  };
}

function stepsOf(layout: Layout, shown: readonly string[], keys: (name: string) => string): PlannedStep[] {
  const list: PlannedStep = { key: keys('list'), kind: 'list' };
  const thread: PlannedStep = { key: keys('thread'), kind: 'thread' };
  const cards = shown.map(
    (paperId, at): PlannedStep => ({ key: keys(`card ${at + 1}`), kind: 'card', paperId }),
  );
  switch (layout) {
    case 'list':
      return [list];
    case 'thread':
      return [list, thread, ...cards];
    case 'cards':
      return cards;
  }
}

export function taking(fields: Partial<Taking> = {}): Taking {
  return {
    platforms: ['slack'],
    owner: 'one',
    now: NOW,
    heldUntil: NOW + MINUTE,
    limit: 100,
    listsOnly: false,
    ...fields,
  };
}

export function keysOf(steps: readonly Step[]): string[] {
  return steps.map((step) => step.key);
}

/** The keys of what can be taken now. */
export async function take(store: Store, fields: Partial<Taking> = {}): Promise<string[]> {
  return keysOf(await store.ledger.take(taking(fields)));
}

/** Takes and sends what is due, one round after the other, at most so many; the keys in the order in which they went. */
export async function send(store: Store, rounds = 100): Promise<string[]> {
  const sent: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const keys = await take(store);
    if (keys.length === 0) break;
    for (const key of keys) await recordSent(store, key, `message of ${key}`, NOW);
    sent.push(...keys);
  }
  return sent;
}

/** Records that the message of a step is there; resolves to its channel, to undefined where that was known already. */
export async function recordSent(
  store: Store,
  key: string,
  messageId: string,
  nextAt: number,
): Promise<string | undefined> {
  return (await store.ledger.sentAll([{ key, messageId }], nextAt)).get(key);
}

/** The id of the channel's newest digest. */
export async function newestDigest(store: Store, channel = CHANNEL): Promise<number> {
  const digest = await store.ledger.newest(channel);
  if (!digest) throw new Error(`${channel} has no digest`);
  return digest.id;
}

/** The number of a query that is followed, by its canonical form. */
export async function queryId(store: Store, canonical: string): Promise<number> {
  const query = (await store.matches.followed()).find((followed) => followed.canonical === canonical);
  if (!query) throw new Error(`nobody follows ${canonical}`);
  return query.id;
}

export interface Recorded {
  readonly through: number;
  readonly wanted?: readonly string[];
  readonly unwanted?: readonly string[];
  /** How far it had met papers before; 0 for a new query, which wants nothing else. */
  readonly before?: number;
}

/** Records what a followed query wants. */
export async function recordMatches(
  store: Store,
  canonical: string,
  { through, wanted = [], unwanted = [], before = 0 }: Recorded,
): Promise<void> {
  const query = { id: await queryId(store, canonical), canonical, query: canonical, through: before };
  await store.matches.record([{ query, wanted, unwanted }], through);
}
