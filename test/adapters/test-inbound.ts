import type { Message } from '../../src/message/message.ts';
import type {
  ChannelRef,
  Inbound,
  Invocation,
  PostedMessage,
  Press,
  Reaction,
  ReactionState,
  Remedy,
  Suggestion,
  Typing,
} from '../../src/platform/platform.ts';
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
  readonly states: Mailbox<ReactionState>;
  /** Channels and communities that were lost and regained, and channels that moved. */
  readonly presence: Mailbox<{
    lost?: string;
    regained?: string;
    moved?: string;
    to?: string;
    reason?: string;
    remedy?: Remedy;
  }>;
  readonly typed: Mailbox<Typing>;
  suggestions: readonly Suggestion[];
  /** The channels that follow something. */
  held: readonly ChannelRef[];
  answer: { to: 'channel' | 'asker'; message: Message };
  /** Commands are answered once this resolves. */
  gate: Promise<void>;
}

export function createTestInbound(message: Message, votes = 1): TestInbound {
  const inbound: TestInbound = {
    answered: createMailbox(),
    presses: createMailbox(),
    reactions: createMailbox(),
    states: createMailbox(),
    presence: createMailbox(),
    typed: createMailbox(),
    suggestions: [],
    held: [],
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
    async suggest(typing) {
      inbound.typed.put(typing);
      return inbound.suggestions;
    },
    async vote(press) {
      inbound.presses.put(press);
      return votes;
    },
    async reactionState(state) {
      inbound.states.put(state);
    },
    channelLost: async (channel, reason, remedy) =>
      inbound.presence.put({ lost: channel.id, reason, ...(remedy && { remedy }) }),
    channelRegained: async (channel) => inbound.presence.put({ regained: channel.id }),
    channelMoved: async ({ id }, to) => inbound.presence.put({ moved: id, to }),
    communityLost: async ({ community }) => inbound.presence.put({ lost: community }),
    communityRegained: async ({ community }) => inbound.presence.put({ regained: community }),
    heldChannels: async (by) =>
      inbound.held.filter(({ community }) => by.community === undefined || by.community === community),
    async reaction(reaction) {
      inbound.reactions.put(reaction);
    },
  };
  return inbound;
}
