import { randomUUID } from 'node:crypto';
import { createInterface, type Interface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Message } from '../../src/message/message.ts';
import type {
  ChannelRef,
  Inbound,
  Person,
  PlatformAdapter,
  PostedMessage,
  Responder,
} from '../../src/platform/platform.ts';
import { completer } from './completion.ts';
import { readLine } from './line.ts';
import { renderMessage, type TerminalStyle } from './render.ts';

/** The one channel that a terminal is. */
export const TERMINAL_CHANNEL: ChannelRef = { platform: 'terminal', community: 'local', id: 'terminal' };

export interface TerminalAdapterConfig {
  readonly input: Readable;
  readonly output: Writable;
  /** Whether a person types: with a prompt, history and completion. */
  readonly interactive: boolean;
  readonly style: TerminalStyle;
  readonly person: Person;
  /** Names for completion. */
  readonly commands: readonly string[];
  /** Earlier lines, newest first. */
  readonly history: readonly string[];
  /** Given the lines, newest first, whenever the person typed another one. */
  readonly onHistory: (lines: readonly string[]) => void;
  /** The message that `+1 3` reacts to: the newest list here; undefined while there is none. */
  readonly newestList: () => Promise<string | undefined>;
  /** Called when the input ends or the person leaves. */
  readonly onEnd: () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The terminal as a platform: one channel, one person, answers in the order of the questions. */
export function createTerminalAdapter(config: TerminalAdapterConfig): PlatformAdapter {
  const responder = createTerminalResponder(config.output, config.style);
  const printed = new Map<string, string>();
  let lines: Interface | undefined;
  let answering: Promise<void> = Promise.resolve();

  async function answer(inbound: Inbound, text: string): Promise<'go on' | 'leave'> {
    const line = readLine(text);
    switch (line.kind) {
      case 'nothing':
        return 'go on';
      case 'leave':
        return 'leave';
      case 'reaction':
        await react(inbound, line.emoji, line.added);
        return 'go on';
      case 'command':
        await inbound.command(
          { channel: TERMINAL_CHANNEL, person: config.person, line: line.line },
          responder,
        );
        return 'go on';
    }
  }

  async function react(inbound: Inbound, emoji: string, added: boolean): Promise<void> {
    const messageId = await config.newestList();
    if (messageId === undefined) {
      config.output.write('There is no list here yet to react to. /papers today shows one.\n');
      return;
    }
    await inbound.reaction({
      channel: TERMINAL_CHANNEL,
      messageId,
      personId: config.person.id,
      emoji,
      added,
      order: config.now(),
    });
    config.output.write(`${added ? 'Added' : 'Took away'} ${emoji}\n`);
  }

  async function converse(reader: Interface, inbound: Inbound): Promise<void> {
    if (config.interactive) reader.prompt();
    for await (const text of reader) {
      if ((await answer(inbound, text)) === 'leave') break;
      if (config.interactive) reader.prompt();
    }
    reader.close();
    config.onEnd();
  }

  return {
    platform: 'terminal',
    async start(inbound) {
      lines = createInterface({
        input: config.input,
        output: config.output,
        terminal: config.interactive,
        prompt: '› ',
        completer: completer(config.commands),
        history: [...config.history],
      });
      lines.on('history', config.onHistory);
      answering = converse(lines, inbound);
    },
    limits: { callsPerSecond: 1_000, channelGap: 0 },
    async post(_channel, message, { key }) {
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
      config.output.write(`${renderMessage(message, config.style)}\n`);
    },
    async stop() {
      lines?.close();
      await answering;
    },
  };
}

/** Writes answers one after the other; the same for all and for the asker alone, who are one here. */
export function createTerminalResponder(output: Writable, style: TerminalStyle): Responder {
  const write = async (message: Message): Promise<readonly PostedMessage[]> => {
    output.write(`${renderMessage(message, style)}\n`);
    return [{ id: randomUUID(), parts: message.parts }];
  };
  return { toChannel: write, toAsker: write };
}
