import type { Answer, Reply, Request, Word } from './protocol.ts';

/** A worker's line to the test process, which holds the platform and the clock. */
export interface ParentLine {
  request(request: Request, isFatal: boolean): Promise<Reply>;
  idle(until: number): Promise<void>;
  /** Resolves once the word is on its way. */
  say(word: Word): Promise<void>;
}

export function openParentLine(): ParentLine {
  const replies = new Map<number, (reply: Reply) => void>();
  let numbers = 0;
  let awake = () => {};
  process.on('message', (answer: Answer) => {
    if (answer.say === 'awake') return awake();
    replies.get(answer.number)?.(answer.reply);
    replies.delete(answer.number);
  });
  // Nobody is left to play against.
  process.on('disconnect', () => process.exit());

  function say(word: Word): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (!process.send) throw new Error('A worker is started by the test process');
    process.send(word, undefined, undefined, (error) => (error ? reject(error) : resolve()));
    return promise;
  }

  return {
    say,
    async request(request, isFatal) {
      numbers += 1;
      const number = numbers;
      const { promise, resolve } = Promise.withResolvers<Reply>();
      replies.set(number, resolve);
      await say({ say: 'request', number, request, isFatal });
      return promise;
    },
    async idle(until) {
      const { promise, resolve } = Promise.withResolvers<void>();
      awake = resolve;
      await say({ say: 'idle', until });
      await promise;
    },
  };
}
