import type { Message } from '../../../src/message/message.ts';
import { channelKey } from '../../../src/platform/platform.ts';
import type { Failure, Reply, Request } from './protocol.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A message as it stands in its channel. */
export interface Landed {
  readonly id: string;
  readonly channel: string;
  readonly key: string;
  readonly thread?: string;
  readonly message: Message;
  /** The process that posted it. */
  readonly by: string;
}

export interface SurvivingPlatform {
  /** In the order in which they appeared. */
  readonly landed: readonly Landed[];
  /** What becomes of a worker's request; a fatal one is slow. */
  take(request: Request, by: string, isFatal: boolean): Reply;
  /** Lets what was under way until then appear. */
  passTo(at: number): void;
  /** Whether a request still has to land. */
  hasUnderWay(): boolean;
}

export interface SurvivingPlatformConfig {
  readonly now: () => number;
  readonly random: SeededRandom;
  /** Slow answers, time-outs, late landings and refusals happen. */
  readonly moody: boolean;
  /** A key that has landed already is not posted again. */
  readonly hasNonce: boolean;
}

/** A request is given up by its caller after this time. */
const TIMEOUT = 10_000;
/** What was given up, or whose caller was killed, lands this much later at the latest. */
const LATEST_LANDING = 20_000;

/** A platform that outlives its callers: what is on its way when a process dies appears all the same, later. */
export function createSurvivingPlatform(config: SurvivingPlatformConfig): SurvivingPlatform {
  const { now, random, moody, hasNonce } = config;
  const landed: Landed[] = [];
  let underWay: { readonly at: number; readonly message: Landed }[] = [];
  let ids = 0;

  const answered = (id: string, after = 0): Reply => ({ answerAt: now() + after, outcome: { id } });
  const failed = (failure: Failure, after = 0): Reply => ({
    answerAt: now() + after,
    outcome: { failure },
  });

  function land(message: Landed): void {
    const isThere = landed.some(({ key, channel }) => key === message.key && channel === message.channel);
    if (!(hasNonce && isThere)) landed.push(message);
  }

  function landAfter(wait: number, message: Landed): void {
    if (wait === 0) land(message);
    else underWay.push({ at: now() + wait, message });
  }

  function post(request: Request & { verb: 'post' }, by: string, isFatal: boolean): Reply {
    const { channel, key, thread, message } = request;
    const same = landed.find((one) => one.key === key && one.channel === channelKey(channel));
    if (hasNonce && same) return answered(same.id);
    ids += 1;
    const id = `m${ids}`;
    const posted = {
      id,
      channel: channelKey(channel),
      key,
      message,
      by,
      ...(thread !== undefined && { thread }),
    };
    const mood = isFatal ? 0.7 + random.next() * 0.22 : moody ? random.next() : 0;
    if (mood < 0.7) {
      landAfter(0, posted);
      return answered(id);
    }
    if (mood < 0.85) {
      const answer = random.between(1, TIMEOUT - 1);
      landAfter(random.between(0, answer), posted);
      return answered(id, answer);
    }
    if (mood < 0.92) {
      landAfter(random.between(0, TIMEOUT + LATEST_LANDING), posted);
      return failed({ kind: 'transient', message: 'no answer' }, TIMEOUT);
    }
    if (mood < 0.95) return failed({ kind: 'transient', message: 'no answer' }, TIMEOUT);
    if (mood < 0.98) {
      const retryAfter = random.between(1_000, 30_000);
      return failed({ kind: 'rate-limited', message: 'too many', retryAfter });
    }
    return failed({ kind: 'transient', message: 'no connection', unsent: true });
  }

  function find({ channel, key }: Request & { verb: 'find' }): Reply {
    const mood = moody ? random.next() : 0;
    if (mood > 0.95) return failed({ kind: 'transient', message: 'no answer' }, TIMEOUT);
    const message = landed.find((one) => one.key === key && one.channel === channelKey(channel));
    return {
      answerAt: now() + (mood > 0.85 ? random.between(1, TIMEOUT - 1) : 0),
      outcome: { found: message ? { state: 'found', messageId: message.id } : { state: 'absent' } },
    };
  }

  function openThread({ messageId }: Request & { verb: 'openThread' }): Reply {
    if (!landed.some(({ id }) => id === messageId))
      return failed({ kind: 'refused', message: `a thread of ${messageId}, which is not there` });
    if (moody && random.next() > 0.95) return failed({ kind: 'transient', message: 'no answer' }, TIMEOUT);
    return answered(threadOf(messageId));
  }

  return {
    landed,
    take(request, by, isFatal) {
      switch (request.verb) {
        case 'post':
          return post(request, by, isFatal);
        case 'find':
          return find(request);
        case 'openThread':
          return openThread(request);
      }
    },
    passTo(at) {
      const due = underWay.filter((one) => one.at <= at).sort((left, right) => left.at - right.at);
      underWay = underWay.filter((one) => one.at > at);
      for (const { message } of due) land(message);
    },
    hasUnderWay: () => underWay.length > 0,
  };
}

/** The thread of a message. */
export function threadOf(messageId: string): string {
  return `t-${messageId}`;
}
