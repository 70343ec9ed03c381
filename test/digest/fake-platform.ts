import type { Message } from '../../src/message/message.ts';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import type { Found, PlatformAdapter, PlatformLimits } from '../../src/platform/platform.ts';
import { channelKey } from '../../src/platform/platform.ts';

export interface FakeMessage {
  readonly id: string;
  readonly channel: string;
  readonly key: string;
  readonly thread?: string;
  readonly message: Message;
  /** When it landed. */
  readonly at: number;
}

/** What the platform does with a call: nothing to say means that all is well. */
export type Fault =
  | { readonly error: AdapterError; readonly lands?: boolean; readonly wait?: number }
  | { readonly wait: number }
  | undefined;

export interface Call {
  readonly verb: 'post' | 'find' | 'openThread';
  readonly channel: string;
  /** When it began. */
  readonly at: number;
}

export interface FakePlatform extends PlatformAdapter {
  readonly messages: readonly FakeMessage[];
  readonly calls: readonly Call[];
  /** Decides what happens to each call. */
  fault: (call: Call) => Fault;
  /** Whether messages can be looked for. */
  findable: boolean;
  inChannel(channel: string): FakeMessage[];
}

export interface FakePlatformConfig {
  readonly platform?: string;
  readonly limits?: PlatformLimits;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** A platform in memory whose faults are scripted. */
export function createFakePlatform(config: FakePlatformConfig): FakePlatform {
  const { now, sleep } = config;
  const messages: FakeMessage[] = [];
  const calls: Call[] = [];

  async function call<T>(verb: Call['verb'], channel: string, land: () => T): Promise<T> {
    const made: Call = { verb, channel, at: now() };
    calls.push(made);
    const fault = fake.fault(made);
    if (fault?.wait !== undefined) await sleep(fault.wait);
    if (fault && 'error' in fault) {
      if (fault.lands) land();
      throw fault.error;
    }
    return land();
  }

  const fake: FakePlatform = {
    platform: config.platform ?? 'fake',
    limits: config.limits ?? { callsPerSecond: 50, channelGap: 0 },
    messages,
    calls,
    fault: () => undefined,
    findable: true,
    inChannel: (channel) => messages.filter((message) => message.channel === channel),
    async start() {},
    async stop() {},
    post(ref, message, { key, thread }) {
      const channel = channelKey(ref);
      return call('post', channel, () => {
        const id = `m${messages.length + 1}`;
        messages.push({ id, channel, key, message, at: now(), ...(thread !== undefined && { thread }) });
        return [{ id, parts: message.parts }];
      });
    },
    find(ref, key) {
      return call<Found>('find', channelKey(ref), () => {
        if (!fake.findable) return { state: 'unknown' };
        const found = messages.find((message) => message.key === key && message.channel === channelKey(ref));
        return found ? { state: 'found', messageId: found.id } : { state: 'absent' };
      });
    },
    openThread(ref, messageId) {
      return call('openThread', channelKey(ref), () => `t-${messageId}`);
    },
    async edit(_ref, messageId, message) {
      const at = messages.findIndex(({ id }) => id === messageId);
      const old = messages[at];
      if (!old) throw new AdapterError('refused', 'no such message');
      messages[at] = { ...old, message };
    },
  };
  return fake;
}
