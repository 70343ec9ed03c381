import { afterAll, beforeAll } from 'vitest';
import { createDiscordAdapter } from '../../../adapters/discord/discord-adapter.ts';
import type { FailureKind } from '../../../src/platform/adapter-error.ts';
import { conformanceRetryAfter, describeAdapter } from '../../conformance/adapter.ts';
import type { FakeAnswer } from './front.ts';
import { type DiscordPeers, NO_POSTS, startDiscordPeers } from './peers.ts';

const FAILURES: Readonly<Record<Exclude<FailureKind, 'transient'>, FakeAnswer>> = {
  'rate-limited': {
    status: 429,
    headers: { 'retry-after': String(conformanceRetryAfter / 1000) },
    body: {
      message: 'You are being rate limited.',
      retry_after: conformanceRetryAfter / 1000,
      global: false,
    },
  },
  permanent: { status: 403, body: { code: 50001, message: 'Missing Access' } },
  refused: { status: 400, body: { code: 50035, message: 'Invalid Form Body' } },
};

const POST = /^POST \/channels\/\d+\/messages$/;

let peers: DiscordPeers;
beforeAll(async () => {
  peers = await startDiscordPeers();
});
afterAll(() => peers?.stop());

describeAdapter('Discord', async () => {
  peers.forget();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const channel = { platform: 'discord', community: peers.guild, id: peers.channels.papers };
  return {
    adapter: createDiscordAdapter({ ...peers.config, posts: NO_POSTS, log, commands: [] }),
    channel,
    now: Date.now,
    failNext(kind) {
      if (kind !== 'transient') peers.answerOnce(POST, FAILURES[kind]);
    },
    loseNextAnswer: () => peers.answerOnce(POST, 'lost'),
    async shown(id) {
      return JSON.stringify((await peers.message(channel.id, id)).components);
    },
    stop: async () => {},
  };
});
