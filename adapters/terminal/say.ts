import type { Writable } from 'node:stream';
import type { Desk } from '../../src/command/desk.ts';
import type { Person } from '../../src/platform/platform.ts';
import type { Store } from '../../src/store/store.ts';
import { answerLine } from './answer-line.ts';
import { readLine } from './line.ts';
import { createTerminalResponder } from './responder.ts';
import type { TerminalStyle } from './style.ts';

export interface SayConfig {
  readonly store: Store;
  readonly desk: Desk;
  readonly person: Person;
  readonly output: Writable;
  readonly outputStyle: () => TerminalStyle;
  /** Where refusals go. */
  readonly errors: Writable;
  readonly errorStyle: () => TerminalStyle;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Answers one line in the terminal's channel. Resolves to the exit code: 1 where it was refused or failed. */
export async function sayOnce(config: SayConfig, text: string): Promise<number> {
  const { store, desk, person, now } = config;
  const answers = createTerminalResponder(config.output, config.outputStyle);
  const refusals = createTerminalResponder(config.errors, config.errorStyle);
  const read = readLine(text);
  const line =
    read.kind === 'nothing' || read.kind === 'leave'
      ? ({ kind: 'command', line: text.trim() } as const)
      : read;
  const context = {
    ...{ store, inbound: desk, person, now, command: desk.answer },
    responder: { ...answers, refuse: refusals.toAsker },
  };
  return (await answerLine(context, line)) === 'answered' ? 0 : 1;
}
