import type { Outcome } from '../../src/command/desk.ts';
import { UserError } from '../../src/command/user-error.ts';
import { textMessage, withCode } from '../../src/message/build.ts';
import type { Invocation, Responder } from '../../src/platform/platform.ts';
import { TERMINAL_CHANNEL } from './channel.ts';
import type { Line } from './line.ts';
import { type ReactionContext, reactToRow } from './reaction.ts';

export interface LineContext extends ReactionContext {
  readonly responder: Responder;
  /** Runs a command; tells how it went where that is known. */
  readonly command: (invocation: Invocation, responder: Responder) => Promise<Outcome | undefined>;
}

const UPVOTING = '`+1 3` upvotes row 3 of the newest list, and `-1 3` takes that back.';

/** Answers a typed reaction or command. */
export async function answerLine(
  context: LineContext,
  line: Extract<Line, { kind: 'reaction' | 'command' }>,
): Promise<Outcome | undefined> {
  const { responder, person } = context;
  if (line.kind === 'command')
    return context.command(
      { channel: TERMINAL_CHANNEL, person, line: line.line, upvoting: UPVOTING },
      responder,
    );
  try {
    await responder.toAsker(await reactToRow(context, line));
    return 'answered';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await (responder.refuse ?? responder.toAsker)(textMessage([withCode(error.message)]));
    return 'refused';
  }
}
