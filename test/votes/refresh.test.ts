import { expect, test } from 'vitest';
import { defineCommand } from '../../src/command/command.ts';
import { createDesk, type Desk } from '../../src/command/desk.ts';
import { listMessage } from '../../src/message/build.ts';
import { papersOn } from '../../src/message/recount.ts';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import type { Responder } from '../../src/platform/platform.ts';
import { createRefresh, type Refresh } from '../../src/votes/refresh.ts';
import { heldPaper } from '../conformance/store-samples.ts';
import { createFakePlatform, type FakePlatform } from '../digest/fake-platform.ts';
import { createVirtualClock, type VirtualClock } from '../digest/virtual-clock.ts';
import { openMemoryStore } from '../store/memory-store.ts';

const PAPERS = [heldPaper('2401.00001'), heldPaper('2401.00002')];
const CHANNEL = { platform: 'fake', community: 'team', id: 'c1' };
const OTHER = { ...CHANNEL, id: 'c2' };
const person = (id: string) => ({ id, name: id, mayManage: true });

const list = defineCommand({
  ...{ name: 'list', summary: 'lists', permission: 'everyone', examples: [], options: {} },
  async run() {
    const papers = PAPERS.map((paper) => ({ paper, reasons: [], votes: 0 }));
    return { audience: 'channel', message: listMessage({ heading: 'List', papers }) };
  },
});

interface World {
  readonly desk: Desk;
  readonly fake: FakePlatform;
  readonly clock: VirtualClock;
  readonly refresh: Refresh;
  readonly edits: string[];
  /** Posts the list in a channel and gives its message's id. */
  post(channel: typeof CHANNEL): Promise<string>;
  votesOn(messageId: string): number[];
}

async function world(): Promise<World> {
  const store = await openMemoryStore();
  for (const paper of PAPERS) await store.papers.put(paper);
  const clock = createVirtualClock(0);
  const fake = createFakePlatform({
    ...clock,
    limits: { callsPerSecond: 50, channelGap: 0, editGap: 3_000 },
  });
  const edits: string[] = [];
  const edit = fake.edit.bind(fake);
  fake.edit = async (channel, messageId, message) => {
    edits.push(messageId);
    await edit(channel, messageId, message);
  };
  const log = { error: () => {} };
  const refresh = createRefresh({ store, adapters: [fake], log, sleep: clock.sleep });
  const desk = createDesk({
    ...{ store, commands: [list], log, now: clock.now, timeZone: 'UTC', onVotes: refresh.changed },
    limits: { commandsPerMinute: 20, subscriptionsPerChannel: 100 },
  });
  return {
    ...{ desk, fake, clock, refresh, edits },
    async post(channel) {
      const key = `pb${fake.messages.length}`;
      const toChannel: Responder['toChannel'] = (message) => fake.post(channel, message, { key });
      await desk.command({ channel, person: person('ada'), line: 'list' }, { toChannel, toAsker: toChannel });
      return fake.messages.at(-1)?.id ?? '';
    },
    votesOn(messageId) {
      const { parts } = fake.messages.find(({ id }) => id === messageId)?.message ?? { parts: [] };
      return parts.flatMap((part) => (part.kind === 'row' ? [part.row.votes] : []));
    },
  };
}

const react = (messageId: string, personId: string, added = true, order = 1) => ({
  ...{ channel: CHANNEL, messageId, personId, emoji: '2️⃣', added, order },
});

test('votes are shown on every message of the community that holds the paper', async () => {
  const { desk, clock, refresh, post, votesOn } = await world();
  const one = await post(CHANNEL);
  const other = await post(OTHER);
  await desk.reaction(react(one, 'ada'));
  await desk.reaction(react(one, 'bo'));
  await clock.run(refresh.settled());
  expect(votesOn(one)).toEqual([0, 2]);
  expect(votesOn(other)).toEqual([0, 2]);
  await desk.reaction(react(one, 'bo', false, 2));
  await clock.run(refresh.settled());
  expect(votesOn(other)).toEqual([0, 1]);
});

test('many votes at once are one edit of each message', async () => {
  const { desk, clock, refresh, edits, post } = await world();
  const one = await post(CHANNEL);
  for (let at = 0; at < 30; at += 1) await desk.reaction(react(one, `person${at}`));
  await clock.run(refresh.settled());
  expect(edits).toEqual([one]);
});

test('where nothing changed nothing is edited', async () => {
  const { desk, clock, refresh, edits, post } = await world();
  const one = await post(CHANNEL);
  await desk.reaction(react(one, 'ada'));
  await desk.reaction(react(one, 'ada', false, 2));
  await clock.run(refresh.settled());
  expect(edits).toEqual([]);
});

test('a count that could not be shown is shown with the next vote', async () => {
  const { desk, clock, refresh, fake, post, votesOn } = await world();
  const one = await post(CHANNEL);
  const edit = fake.edit;
  fake.edit = async () => {
    fake.edit = edit;
    throw new AdapterError('transient', 'no answer');
  };
  await desk.reaction(react(one, 'ada'));
  await clock.run(refresh.settled());
  expect(votesOn(one)).toEqual([0, 0]);
  await desk.reaction(react(one, 'bo'));
  await clock.run(refresh.settled());
  expect(votesOn(one)).toEqual([0, 2]);
});

test('a platform that cannot change what it showed is left alone', async () => {
  const { desk, clock, refresh, fake, edits, post } = await world();
  Object.assign(fake, { limits: { callsPerSecond: 50, channelGap: 0 } });
  await desk.reaction(react(await post(CHANNEL), 'ada'));
  await clock.run(refresh.settled());
  expect(edits).toEqual([]);
  expect(papersOn(fake.messages[0]?.message ?? { fallback: '', parts: [] })).toHaveLength(2);
});
