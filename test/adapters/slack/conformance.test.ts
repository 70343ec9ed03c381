import { afterAll, beforeAll } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { FailureKind } from '../../../src/platform/adapter-error.ts';
import { conformanceRetryAfter, describeAdapter } from '../../conformance/adapter.ts';
import type { FakeAnswer } from './door.ts';
import { type SlackPeers, startSlackPeers } from './peers.ts';

const FAILURES: Readonly<Record<Exclude<FailureKind, 'transient'>, FakeAnswer>> = {
  'rate-limited': { status: 429, headers: { 'retry-after': String(conformanceRetryAfter / 1000) } },
  permanent: { body: { ok: false, error: 'is_archived' } },
  refused: { body: { ok: false, error: 'invalid_blocks' } },
};

let peers: SlackPeers;
beforeAll(async () => {
  peers = await startSlackPeers();
});
afterAll(() => peers?.stop());

describeAdapter('Slack', async () => {
  peers.forget();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const channel = { platform: 'slack', community: peers.team, id: peers.channels.papers };
  return {
    adapter: createSlackAdapter({ ...peers.config, log }),
    channel,
    now: Date.now,
    failNext(kind) {
      if (kind !== 'transient') peers.answerOnce('chat.postMessage', FAILURES[kind]);
    },
    loseNextAnswer: () => peers.loseNextAnswer('chat.postMessage'),
    async shown(id) {
      const { messages = [] } = await peers.ada.client.conversations.history({
        channel: channel.id,
        oldest: id,
        latest: id,
        inclusive: true,
      });
      return JSON.stringify(messages.find(({ ts }) => ts === id)?.blocks);
    },
    stop: async () => {},
  };
});
