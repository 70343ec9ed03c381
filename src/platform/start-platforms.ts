import { UserError } from '../command/user-error.ts';
import type { Inbound, PlatformAdapter } from './platform.ts';

export interface StartPlatformsConfig {
  readonly adapters: readonly PlatformAdapter[];
  readonly inbound: Inbound;
  readonly log: Record<'info' | 'error', (context: Record<string, unknown>, message: string) => void>;
  /** Whoever starts them wants no more of them: what ends then has not started. */
  readonly signal: AbortSignal;
  /** Called for each that works from now on. */
  readonly onStarted: () => void;
}

/**
 * Starts platforms side by side, so that none waits for another; one that is refused is logged, and the others go on.
 *
 * @throws UserError with what to mend, once there is none left that works or may come to work
 */
export async function startPlatforms(config: StartPlatformsConfig): Promise<void> {
  const { adapters, inbound, log, signal, onStarted } = config;
  const refusals: UserError[] = [];

  async function startOne(adapter: PlatformAdapter): Promise<void> {
    const { platform } = adapter;
    try {
      await adapter.start(inbound);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refusals.push(error);
      if (refusals.length === adapters.length)
        throw new UserError(refusals.map(({ message }) => message).join('\n'), { cause: error });
      log.error({ platform }, error.message);
      return;
    }
    if (signal.aborted) return;
    log.info({ platform }, 'started');
    onStarted();
  }

  await Promise.all(adapters.map(startOne));
}
