import { clearLine, cursorTo } from 'node:readline';
import { createInterface, type Interface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Command } from '../../src/command/command.ts';
import type { Inbound, Person, PlatformAdapter } from '../../src/platform/platform.ts';
import type { Store } from '../../src/store/store.ts';
import { answerLine, type LineContext } from './answer-line.ts';
import { completer } from './completion.ts';
import { readLine } from './line.ts';
import { renderMessage } from './render.ts';
import { createTerminalResponder } from './responder.ts';
import type { TerminalStyle } from './style.ts';

export interface TerminalAdapterConfig {
  readonly input: Readable;
  readonly output: Writable;
  /** Whether a person types: with a prompt, history and completion. */
  readonly interactive: boolean;
  /** Asked anew for each answer: people change the size of their windows. */
  readonly style: () => TerminalStyle;
  readonly person: Person;
  /** For completion. */
  readonly commands: readonly Command[];
  /** Earlier lines, newest first. */
  readonly history: readonly string[];
  /** Given the lines, newest first, whenever the person typed another one. */
  readonly onHistory: (lines: readonly string[]) => void;
  /** Knows the list that `+1 3` reacts to. */
  readonly store: Store;
  /** Called when the input ends or the person leaves, with how many lines there were. */
  readonly onEnd: (lines: number) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Ctrl-C gives up the line that is being typed; on an empty one it leaves. */
function interrupt(reader: Interface): void {
  if (reader.line === '') {
    reader.close();
    return;
  }
  reader.write(null, { ctrl: true, name: 'e' });
  reader.write(null, { ctrl: true, name: 'u' });
}

/** The terminal as a platform: one channel, one person, answers in the order of the questions. */
export function createTerminalAdapter(config: TerminalAdapterConfig): PlatformAdapter {
  const responder = createTerminalResponder(config.output, config.style, config.interactive ? '' : '\n');
  const printed = new Map<string, string>();
  let lines: Interface | undefined;
  let closed = false;
  let answering: Promise<void> = Promise.resolve();

  async function answer(inbound: Inbound, text: string): Promise<'go on' | 'leave'> {
    const line = readLine(text);
    if (line.kind === 'leave') return 'leave';
    if (line.kind === 'nothing') return 'go on';
    const { store, person, now } = config;
    const command: LineContext['command'] = async (...call) => {
      await inbound.command(...call);
      return undefined;
    };
    await answerLine({ store, inbound, person, now, responder, command }, line);
    return 'go on';
  }

  async function converse(reader: Interface, inbound: Inbound): Promise<void> {
    let heard = 0;
    if (config.interactive) reader.prompt();
    for await (const text of reader) {
      heard += 1;
      if ((await answer(inbound, text)) === 'leave') break;
      if (config.interactive && !closed) reader.prompt();
    }
    // What the shell prints next begins on a line of its own.
    if (config.interactive && closed) config.output.write('\n');
    reader.close();
    config.onEnd(heard);
  }

  return {
    platform: 'terminal',
    async start(inbound) {
      const reader = createInterface({
        input: config.input,
        output: config.output,
        terminal: config.interactive,
        prompt: '› ',
        completer: completer(config.commands),
        history: [...config.history],
      });
      reader.on('history', config.onHistory);
      reader.once('close', () => {
        closed = true;
      });
      reader.on('SIGINT', () => interrupt(reader));
      // Only this process would be suspended, and npm, which started it, would keep the terminal.
      reader.on('SIGTSTP', () => {});
      lines = reader;
      answering = converse(reader, inbound);
    },
    limits: { callsPerSecond: 1_000, channelGap: 0 },
    async post(_channel, message, { key }) {
      if (config.interactive) clearPrompt(config.output);
      const posted = await responder.toChannel(message);
      printed.set(key, posted[0]?.id ?? key);
      if (config.interactive) lines?.prompt(true);
      return posted;
    },
    // What an earlier process printed is on a screen that is gone: it is as good as absent.
    async find(_channel, key) {
      const messageId = printed.get(key);
      return messageId === undefined ? { state: 'absent' } : { state: 'found', messageId };
    },
    async edit(_channel, _messageId, message) {
      config.output.write(`${renderMessage(message, config.style())}\n`);
    },
    async stop() {
      lines?.close();
      await answering;
    },
  };
}

/** What nobody asked for begins where the prompt stood; the prompt and what was typed come back behind it. */
function clearPrompt(output: Writable): void {
  cursorTo(output, 0);
  clearLine(output, 0);
}
