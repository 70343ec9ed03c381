import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import type { Message } from '../../src/message/message.ts';
import type { PostedMessage, Responder } from '../../src/platform/platform.ts';
import { renderMessage } from './render.ts';
import type { TerminalStyle } from './style.ts';

/**
 * Writes answers one after the other, with `between` them; the same for all and for the asker alone, who are one here.
 */
export function createTerminalResponder(
  output: Writable,
  style: () => TerminalStyle,
  between = '',
): Responder {
  let before = '';
  const write = async (message: Message): Promise<readonly PostedMessage[]> => {
    output.write(`${before}${renderMessage(message, style())}\n`);
    before = between;
    return [{ id: randomUUID(), parts: message.parts }];
  };
  return { toChannel: write, toAsker: write };
}
