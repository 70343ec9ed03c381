import { AdapterError } from '../../../src/platform/adapter-error.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import type { Fate } from './fate.ts';
import type { ParentLine } from './parent-line.ts';
import { PLATFORM, type Reply, type Request } from './protocol.ts';
import type { WorkerClock } from './worker-clock.ts';

export interface LineAdapterConfig {
  readonly line: ParentLine;
  readonly clock: WorkerClock;
  readonly fate: Fate;
}

/** The adapter of the platform that lives in the test process. */
export function createLineAdapter({ line, clock, fate }: LineAdapterConfig): PlatformAdapter {
  async function call(request: Request): Promise<Reply['outcome']> {
    const fated = fate.beginCall();
    await fated.meet('before');
    const { answerAt, outcome } = await clock.hold(line.request(request, fated.isFatal));
    await fated.meet('during');
    if (answerAt > clock.now()) await clock.sleep(answerAt - clock.now());
    await fated.meet('after');
    if ('failure' in outcome) {
      const { kind, message, ...options } = outcome.failure;
      throw new AdapterError(kind, message, options);
    }
    return outcome;
  }

  const idOf = (outcome: Reply['outcome']): string => {
    if (!('id' in outcome)) throw new Error('The platform answered another question');
    return outcome.id;
  };

  return {
    platform: PLATFORM,
    limits: { callsPerSecond: 20, channelGap: 1000 },
    async start() {},
    async stop() {},
    async edit() {},
    async post(channel, message, { key, thread }) {
      const outcome = await call({
        ...{ verb: 'post', channel, message, key },
        ...(thread !== undefined && { thread }),
      });
      return [{ id: idOf(outcome), parts: message.parts }];
    },
    async find(channel, key) {
      const outcome = await call({ verb: 'find', channel, key });
      if (!('found' in outcome)) throw new Error('The platform answered another question');
      return outcome.found;
    },
    async openThread(channel, messageId) {
      return idOf(await call({ verb: 'openThread', channel, messageId }));
    },
  };
}
