import { afterEach } from 'vitest';
import type { HeldPaper, Post, PostedPaper, Store, Subscription, VoteMark } from '../../src/store/store.ts';

export type OpenStore = () => Promise<Store>;

/** Opens stores for the tests of one block and closes them after each test. */
export function withStore(open: OpenStore): OpenStore {
  const opened: Store[] = [];
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  return async () => {
    const store = await open();
    opened.push(store);
    return store;
  };
}

/** A paper that only knows what it must. */
export function heldPaper(id: string, fields: Partial<HeldPaper> = {}): HeldPaper {
  const title = fields.title ?? `About ${id}`;
  return {
    id,
    title,
    normalisedTitle: title.toLowerCase(),
    url: `https://example.org/${id}`,
    sources: ['feed'],
    firstSeenAt: 1_000,
    countsAt: 1_000,
    ...fields,
  };
}

/** A paper that knows everything. */
export const FULL: Required<HeldPaper> = {
  id: '2401.00001',
  title: 'Čas & <b>“rows”</b> \\alpha 🔬',
  normalisedTitle: 'cas b rows b alpha',
  abstract: 'First paragraph.\n\nSecond one, with a %_\\ and a \' and a ".',
  summary: 'One line.',
  authors: ['Ada Ærø', 'Bo "Q" Ng', '李雷'],
  authorCount: 3,
  publishedOn: '2024-01-01',
  listedOn: '2024-01-03',
  url: 'https://example.org/full',
  upvotes: 0,
  comments: 12,
  keywords: ['rows, columns', ''],
  categories: ['cs.DB', 'stat.ML'],
  doi: '10.1234/full',
  codeUrl: 'https://example.org/code',
  projectUrl: 'https://example.org/project',
  organization: 'The Institute',
  imageUrl: 'https://example.org/image.png',
  withdrawnOn: '2024-02-01',
  sources: ['arxiv', 'feed'],
  firstSeenAt: 1_704_240_000_123,
  countsAt: 1_704_240_000_456,
  newsAt: 1_704_240_000_789,
};

export const COMMUNITY = 'slack/T1';
export const CHANNEL = 'slack/T1/C1';
export const OTHER_CHANNEL = 'slack/T1/C2';

export function mark(fields: Partial<VoteMark> = {}): VoteMark {
  return {
    community: COMMUNITY,
    channel: CHANNEL,
    messageId: 'm1',
    person: 'ada',
    emoji: '👍',
    on: true,
    order: 1,
    at: 1_000,
    ...fields,
  };
}

export function post(papers: readonly PostedPaper[], fields: Partial<Post> = {}): Post {
  return { channel: CHANNEL, messageId: 'm1', postedAt: 1_000, papers, ...fields };
}

/** Rows 1, 2, … of a list. */
export function rows(...paperIds: string[]): PostedPaper[] {
  return paperIds.map((paperId, index) => ({ row: index + 1, paperId }));
}

export function subscription(
  fields: Partial<Omit<Subscription, 'number'>> = {},
): Omit<Subscription, 'number'> {
  return {
    channel: CHANNEL,
    query: 'Graph Networks',
    canonical: 'graph network',
    createdBy: 'U1',
    createdByName: 'Ada',
    createdAt: 1_700_000_000_000,
    ...fields,
  };
}

export function idsOf(papers: readonly { id: string }[]): string[] {
  return papers.map((paper) => paper.id);
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Lets everything run that waits for nothing but its turn. */
export async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
