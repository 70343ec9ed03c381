import { listenForCommands } from './listen-commands.ts';
import { listenForPresence } from './listen-presence.ts';
import { listenForReactions } from './listen-reactions.ts';
import type { Listening } from './listening.ts';

/** Hands what people do on Discord to the core. */
export function listen(listening: Listening): void {
  listenForCommands(listening);
  listenForReactions(listening);
  listenForPresence(listening);
}
