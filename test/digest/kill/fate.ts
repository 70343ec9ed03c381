import type { Store } from '../../../src/store/store.ts';
import type { Point, WorkerPlan } from './protocol.ts';

/** Ends or stops the worker where its plan says. */
export interface Fate {
  /** Counts a call to the platform. */
  beginCall(): FatedCall;
  /** The same store, watched. */
  watch(store: Store): Store;
}

export interface FatedCall {
  /** Whether the worker dies while the call is under way. */
  readonly isFatal: boolean;
  meet(when: 'before' | 'during' | 'after'): Promise<void>;
}

export interface FateConfig {
  readonly plan: Pick<WorkerPlan, 'kill' | 'stop'>;
  readonly now: () => number;
  /** Tells the test process that the worker stands still. */
  readonly sayStopped: () => Promise<void>;
}

const WATCHED = ['papers', 'channels', 'posts', 'votes', 'schedules', 'matches', 'ledger'] as const;

export function createFate({ plan, now, sayStopped }: FateConfig): Fate {
  let calls = 0;
  let storeCalls = 0;
  const methodCalls = new Map<string, number>();

  async function meet(is: (point: Point) => boolean): Promise<void> {
    if (plan.kill && is(plan.kill)) die();
    if (plan.stop && is(plan.stop)) await standStill();
  }

  async function standStill(): Promise<void> {
    const since = now();
    await sayStopped();
    // However late the signal comes, nothing is done before the clock has gone on.
    while (now() === since) block(1);
  }

  /** Counts a call of the store. */
  function beginStoreCall(method: string): (when: 'before' | 'after') => Promise<void> {
    storeCalls += 1;
    const nth = storeCalls;
    const nthOfMethod = (methodCalls.get(method) ?? 0) + 1;
    methodCalls.set(method, nthOfMethod);
    return (when) =>
      meet((point) => {
        if (point.on !== 'store' || point.when !== when) return false;
        return point.method === undefined
          ? point.nth === nth
          : point.method === method && point.nth === nthOfMethod;
      });
  }

  function watchPart<T extends object>(name: string, part: T): T {
    return new Proxy(part, {
      get(target, property, receiver) {
        const method: unknown = Reflect.get(target, property, receiver);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          const meetAt = beginStoreCall(`${name}.${String(property)}`);
          await meetAt('before');
          const result: unknown = await Reflect.apply(method, target, args);
          await meetAt('after');
          return result;
        };
      },
    });
  }

  function watch(store: Store): Store {
    const parts = Object.fromEntries(WATCHED.map((name) => [name, watchPart(name, store[name])]));
    return {
      ...store,
      ...parts,
      async transaction(work) {
        const meetAt = beginStoreCall('transaction');
        await meetAt('before');
        const result = await store.transaction((inside) => work(watch(inside)));
        await meetAt('after');
        return result;
      },
    };
  }

  return {
    beginCall() {
      calls += 1;
      const nth = calls;
      const isAt = (point: Point | undefined, when: 'before' | 'during' | 'after') =>
        point?.on === 'call' && point.when === when && point.nth === nth;
      return {
        isFatal: isAt(plan.kill, 'during'),
        meet: (when) => meet((point) => isAt(point, when)),
      };
    },
    watch,
  };
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;) block(1000);
}

function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
