import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { type RealCore, startRealCore } from '../real-core.ts';
import { type SlackPeers, startSlackPeers } from './peers.ts';

/** Slack's peers for all tests of a file, and for each test the adapter, started before a core of its own. */
export interface SlackWorld {
  readonly peers: SlackPeers;
  readonly core: RealCore;
  readonly adapter: PlatformAdapter;
}

/** `settings` is asked for each test's own. */
export function useSlack(settings: () => { sleep?: () => Promise<unknown> } = () => ({})): SlackWorld {
  const world = {} as { -readonly [Part in keyof SlackWorld]: SlackWorld[Part] };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  beforeAll(async () => {
    world.peers = await startSlackPeers();
  });
  afterAll(() => world.peers?.stop());

  beforeEach(async () => {
    world.peers.forget();
    world.core = await startRealCore();
    world.adapter = createSlackAdapter({
      ...{ ...world.peers.config, store: world.core.store, log },
      ...settings(),
    });
    await world.adapter.start(world.core.desk);
  });
  afterEach(async () => {
    await world.adapter.stop();
    await world.core.store.close();
  });
  return world;
}
