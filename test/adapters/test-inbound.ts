import type { Message } from '../../src/message/message.ts';
import type { Inbound, Invocation, PostedMessage, Press, Reaction } from '../../src/platform/platform.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';

export interface Answered {
  readonly invocation: Invocation;
  readonly posted: readonly PostedMessage[];
  /** What the responder rejected with. */
  readonly error?: unknown;
}

/** A core for tests: answers every command alike, and tells what came in. */
export interface TestInbound extends Inbound {
  readonly answered: Mailbox<Answered>;
  readonly presses: Mailbox<Press>;
  readonly reactions: Mailbox<Reaction>;
  answer: { to: 'channel' | 'asker'; message: Message };
  /** Commands are answered once this resolves. */
  gate: Promise<void>;
}

export function createTestInbound(message: Message, votes = 1): TestInbound {
  const inbound: TestInbound = {
    answered: createMailbox(),
    presses: createMailbox(),
    reactions: createMailbox(),
    answer: { to: 'channel', message },
    gate: Promise.resolve(),
    async command(invocation, responder) {
      await inbound.gate;
      const { to, message } = inbound.answer;
      const answering =
        to === 'channel' || invocation.share ? responder.toChannel(message) : responder.toAsker(message);
      await answering.then(
        (posted) => inbound.answered.put({ invocation, posted }),
        (error: unknown) => inbound.answered.put({ invocation, posted: [], error }),
      );
    },
    async vote(press) {
      inbound.presses.put(press);
      return votes;
    },
    async reaction(reaction) {
      inbound.reactions.put(reaction);
    },
  };
  return inbound;
}
