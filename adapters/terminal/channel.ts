import type { ChannelRef } from '../../src/platform/platform.ts';

/** The one channel that a terminal is. */
export const TERMINAL_CHANNEL: ChannelRef = {
  ...{ platform: 'terminal', community: 'local', id: 'terminal' },
  threadless: true,
};
