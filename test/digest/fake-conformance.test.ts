import { AdapterError } from '../../src/platform/adapter-error.ts';
import { conformanceRetryAfter, describeAdapter } from '../conformance/adapter.ts';
import { createFakePlatform, type Fault } from './fake-platform.ts';
import { createVirtualClock } from './virtual-clock.ts';

describeAdapter('scripted fake', async () => {
  const { now, sleep } = createVirtualClock(0);
  const fake = createFakePlatform({ now, sleep });
  const next = (fault: Fault) => {
    fake.fault = ({ verb }) => {
      if (verb !== 'post') return undefined;
      fake.fault = () => undefined;
      return fault;
    };
  };
  return {
    adapter: fake,
    channel: { platform: 'fake', community: 'team', id: 'c1' },
    now,
    failNext: (kind) =>
      next({ error: new AdapterError(kind, 'scripted', { retryAfter: conformanceRetryAfter }) }),
    loseNextAnswer: () => next({ error: new AdapterError('transient', 'lost'), lands: true }),
    shown: async (id) => JSON.stringify(fake.messages.find((message) => message.id === id)?.message),
    stop: async () => {},
  };
});
