import { schedule } from 'node-cron';
import { createRunner, type RunnerConfig } from './runner.ts';

export interface RunningSources {
  /** Resolves when each source that was due at the start has answered or failed. Never rejects. */
  readonly begun: Promise<void>;
  /** Breaks off what is being fetched, and asks nothing more. */
  stop(): Promise<void>;
}

/** Fetches by the machine's clock: what is due now, and then each minute. `isFirst`: nothing was ever delivered. */
export function runSources(
  config: Omit<RunnerConfig, 'now' | 'random'> & { readonly isFirst: boolean },
): RunningSources {
  const runner = createRunner({ ...config, now: Date.now, random: Math.random });
  const begun = config.isFirst ? runner.begin() : runner.tick();
  // What is due when stands in the store; a minute is how late it may come.
  const cron = schedule('* * * * *', () => runner.tick(), { timezone: 'UTC' });
  return {
    begun,
    async stop() {
      await cron.stop();
      await runner.stop();
    },
  };
}
