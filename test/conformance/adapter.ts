import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listMessage } from '../../src/message/build.ts';
import type { Message } from '../../src/message/message.ts';
import type { FailureKind } from '../../src/platform/adapter-error.ts';
import type { ChannelRef, PlatformAdapter } from '../../src/platform/platform.ts';

/** An adapter with its platform, ready to be asked. */
export interface AdapterUnderTest {
  readonly adapter: PlatformAdapter;
  readonly channel: ChannelRef;
  /** The time of the platform, in milliseconds since 1970. */
  readonly now: () => number;
  /** Makes the platform's next answer to a post fail so; absent for a platform that cannot fail. */
  failNext?(kind: FailureKind): void;
  /** Makes the next message land although its answer is lost; absent where answers cannot be lost. */
  loseNextAnswer?(): void;
  /** The text of a message as the platform shows it now. */
  shown(messageId: string): Promise<string>;
  stop(): Promise<void>;
}

const RETRY_AFTER = 7_000;

/** What the failures of `failNext` carry, where they are rate limits: milliseconds. */
export const conformanceRetryAfter = RETRY_AFTER;

/** What the ledger needs of any adapter. */
export function describeAdapter(name: string, open: () => Promise<AdapterUnderTest>): void {
  describe(`${name} adapter, as the ledger needs it`, () => {
    let under: AdapterUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.stop());

    async function post(message: Message, key: string, thread?: string): Promise<string> {
      const options = { key, ...(thread !== undefined && { thread }) };
      const posted = await under.adapter.post(under.channel, message, options);
      expect(posted).toHaveLength(1);
      return posted[0]?.id ?? '';
    }

    const find = (key: string, thread?: string) =>
      under.adapter.find?.(under.channel, key, {
        sentAt: under.now(),
        ...(thread !== undefined && { thread }),
      });

    test('it declares how many calls and messages the platform takes', () => {
      expect(under.adapter.limits.callsPerSecond).toBeGreaterThan(0);
      expect(under.adapter.limits.channelGap).toBeGreaterThanOrEqual(0);
    });

    test('a message is found by its key, and by no other', async () => {
      if (!under.adapter.find) return expect(await find('pbunposted')).toBeUndefined();
      const one = await post(digest('One', 2), 'pbkey0000000000000001');
      const two = await post(digest('Two', 2), 'pbkey0000000000000002');
      expect(await find('pbkey0000000000000001')).toEqual({ state: 'found', messageId: one });
      expect(await find('pbkey0000000000000002')).toEqual({ state: 'found', messageId: two });
      expect(await find('pbkey000000000000000')).toEqual({ state: 'absent' });
    });

    test('the longest list of a digest is one message with all of its rows', async () => {
      const id = await post(digest('Long', 10, 'A very long title '.repeat(40)), 'pbkey0000000000000003');
      const shown = await under.shown(id);
      for (let row = 1; row <= 10; row += 1) expect(shown).toContain(`Long ${row} `);
    });

    test('a message in a thread is found there', async () => {
      const list = await post(digest('List', 1), 'pbkey0000000000000004');
      const thread = under.adapter.openThread
        ? await under.adapter.openThread(under.channel, list, 'A thread')
        : list;
      if (under.adapter.openThread)
        expect(await under.adapter.openThread(under.channel, list, 'A thread')).toBe(thread);
      const reply = await post(digest('Reply', 1), 'pbkey0000000000000005', thread);
      if (!under.adapter.find) return;
      expect(await find('pbkey0000000000000005', thread)).toEqual({ state: 'found', messageId: reply });
    });

    test('an edited message shows what is new, and is found by the key that it had', async () => {
      const id = await post(digest('Before', 1), 'pbkey0000000000000006');
      await under.adapter.edit(under.channel, id, digest('After', 1), { key: 'pbkey0000000000000006' });
      const shown = await under.shown(id);
      expect(shown).toContain('After 1');
      expect(shown).not.toContain('Before 1');
      if (!under.adapter.find) return;
      expect(await find('pbkey0000000000000006')).toEqual({ state: 'found', messageId: id });
    });

    test('each kind of failure is told apart, and nothing has landed', async () => {
      for (const kind of ['rate-limited', 'permanent', 'refused'] as const) {
        if (!under.failNext) return;
        under.failNext(kind);
        const key = `pbkey-failed-${kind}`.slice(0, 25);
        const failed = under.adapter.post(under.channel, digest('Failed', 1), { key });
        await expect(failed).rejects.toMatchObject({
          name: 'AdapterError',
          kind,
          ...(kind === 'rate-limited' && { retryAfter: RETRY_AFTER }),
        });
        if (under.adapter.find) expect(await find(key)).toEqual({ state: 'absent' });
      }
    });

    test('where an answer is lost the failure is transient, and a message that landed is found', async () => {
      if (!under.loseNextAnswer) return;
      under.loseNextAnswer();
      const key = 'pbkey0000000000000007';
      const lost = under.adapter.post(under.channel, digest('Lost', 1), { key });
      await expect(lost).rejects.toMatchObject({ name: 'AdapterError', kind: 'transient', unsent: false });
      if (under.adapter.find) expect(await find(key)).toMatchObject({ state: 'found' });
    });
  });
}

function digest(heading: string, rows: number, title = 'Paper'): Message {
  const papers = Array.from({ length: rows }, (_, at) => ({
    paper: {
      ...{ id: `2401.0000${at}`, title: `${heading} ${at + 1} ${title}` },
      ...{ url: 'https://arxiv.org/abs/2401.00001', sources: ['feed'] },
    },
    reasons: [],
    votes: 0,
  }));
  return listMessage({ heading, papers });
}
