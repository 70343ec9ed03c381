import { type ChildProcess, fork } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import type { Answer, Word, WorkerPlan } from './protocol.ts';
import type { SharedClock } from './shared-clock.ts';
import type { SurvivingPlatform } from './surviving-platform.ts';

/** How a worker's life ended. */
export interface WorkerEnd {
  readonly wasKilled: boolean;
  /** What it logged, or what it died of where nobody killed it. */
  readonly logged: readonly string[];
}

export interface Worker {
  readonly ended: Promise<WorkerEnd>;
  /** Resolves once it stands still at its plan's point, or has ended without coming there. */
  readonly stoppedOrEnded: Promise<'stopped' | 'ended'>;
  /** Lets a stopped worker go on. */
  goOn(): void;
}

export interface Workers {
  start(plan: WorkerPlan): Worker;
  /** Lets time pass although nobody waits for it. */
  pass(milliseconds: number): void;
  /** Ends all that are left. */
  endAll(): Promise<void>;
}

export interface WorkersConfig {
  readonly platform: SurvivingPlatform;
  readonly clock: SharedClock;
  /** The path of what each of them runs. */
  readonly script: string;
  /** Where node keeps what it has compiled, so that the next worker starts sooner. */
  readonly compileCache: string;
}

interface Life {
  readonly child: ChildProcess;
  isStopped: boolean;
  /** Until when nothing happens in it; absent while it works. */
  idleUntil: number | undefined;
}

/** Runs workers, and lets the clock that they share go on when all of them wait for it. */
export function createWorkers({ platform, clock, script, compileCache }: WorkersConfig): Workers {
  const lives = new Set<Life>();

  function setClock(at: number): void {
    platform.passTo(at);
    clock.set(at);
  }

  function passTimeIfAllWait(): void {
    const running = [...lives].filter(({ isStopped }) => !isStopped);
    const until = Math.min(...running.map(({ idleUntil }) => idleUntil ?? Number.NEGATIVE_INFINITY));
    if (!Number.isFinite(until)) return;
    setClock(Math.max(until, clock.now()));
    for (const life of running) {
      if (life.idleUntil === undefined || life.idleUntil > clock.now()) continue;
      life.idleUntil = undefined;
      answer(life, { say: 'awake' });
    }
  }

  function answer({ child }: Life, given: Answer): void {
    // It may have been killed in the meantime: then nobody waits for the answer.
    if (child.connected) child.send(given, () => {});
  }

  function start(plan: WorkerPlan): Worker {
    const child = fork(script, [JSON.stringify(plan)], {
      ...{ execArgv: [], env: { NODE_COMPILE_CACHE: compileCache } },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const life: Life = { child, isStopped: false, idleUntil: undefined };
    lives.add(life);
    const ended = Promise.withResolvers<WorkerEnd>();
    const stoppedOrEnded = Promise.withResolvers<'stopped' | 'ended'>();
    let words = 0;
    let logged: readonly string[] | undefined;
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });

    async function killAfter(turns: number): Promise<void> {
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      child.kill('SIGKILL');
    }

    child.on('message', (word: Word) => {
      words += 1;
      if (plan.kill?.on === 'word' && plan.kill.nth === words) void killAfter(plan.kill.turns);
      switch (word.say) {
        case 'idle':
          life.idleUntil = word.until;
          return passTimeIfAllWait();
        case 'request': {
          const reply = platform.take(word.request, plan.name, word.isFatal);
          return answer(life, { say: 'reply', number: word.number, reply });
        }
        case 'stopped':
          life.isStopped = true;
          child.kill('SIGSTOP');
          stoppedOrEnded.resolve('stopped');
          return passTimeIfAllWait();
        case 'done':
          logged = word.logged;
      }
    });
    child.on('error', ended.reject);
    child.on('close', (code, signal) => {
      lives.delete(life);
      const wasKilled = signal === 'SIGKILL';
      const problem = `it ended with ${signal ?? code}: ${complaint}`;
      ended.resolve({ wasKilled, logged: logged ?? (wasKilled ? [] : [problem]) });
      stoppedOrEnded.resolve('ended');
      passTimeIfAllWait();
    });
    return {
      ended: ended.promise,
      stoppedOrEnded: stoppedOrEnded.promise,
      goOn() {
        life.isStopped = false;
        child.kill('SIGCONT');
      },
    };
  }

  return {
    start,
    pass: (milliseconds) => setClock(clock.now() + milliseconds),
    async endAll() {
      const closed = [...lives].map(({ child }) => new Promise((resolve) => child.once('close', resolve)));
      for (const { child } of lives) child.kill('SIGKILL');
      await Promise.all(closed);
    },
  };
}
