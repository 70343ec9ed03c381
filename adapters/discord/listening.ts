import type { Client } from 'discord.js';
import type { Command } from '../../src/command/command.ts';
import type { DiscordManagers } from '../../src/discord-config.ts';
import type { Inbound } from '../../src/platform/platform.ts';
import type { DiscordLog } from './log.ts';

/** What everything that hears from Discord shares. */
export interface Listening {
  readonly client: Client;
  readonly inbound: Inbound;
  readonly commands: readonly Command[];
  readonly managers: DiscordManagers;
  readonly log: DiscordLog;
  /** Lets the work be finished before the adapter stops. */
  readonly track: (work: Promise<void>) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Nothing new is heard once the adapter stops. */
  readonly signal: AbortSignal;
}

/** Does the work for something that came from Discord; nobody is there to take what it rejects with. */
export function handle({ log, track, signal }: Listening, work: () => Promise<void>): void {
  if (signal.aborted) return;
  const told = work().catch((error: unknown) =>
    log.error({ platform: 'discord', error }, 'could not handle what came from Discord'),
  );
  void track(told);
}
