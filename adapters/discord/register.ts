import { type REST, Routes } from 'discord.js';
import type { Command } from '../../src/command/command.ts';
import { papersCommand } from './papers-command.ts';

/**
 * Puts `/papers` into Discord's menu, of one server or of all, where what stands there is another one: registering
 * counts against a daily limit, and every client loads the menu anew. Tells whether it did.
 */
export async function register(
  rest: REST,
  applicationId: string,
  guildId: string | undefined,
  commands: readonly Command[],
): Promise<boolean> {
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  const wanted = papersCommand(commands);
  // What cannot be read is taken for another one.
  const registered: unknown = await rest.get(route).catch(() => undefined);
  if (Array.isArray(registered) && registered.length === 1 && holds(registered[0], wanted)) return false;
  await rest.put(route, { body: [wanted] });
  return true;
}

/** Whether all that is wanted stands in what is there; Discord adds fields of its own, and leaves out what is its default. */
function holds(there: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    const list = Array.isArray(there) ? there : [];
    return list.length === wanted.length && wanted.every((one, at) => holds(list[at], one));
  }
  if (typeof wanted !== 'object' || wanted === null) return there === wanted;
  const known: Record<string, unknown> = typeof there === 'object' && there !== null ? { ...there } : {};
  return Object.entries(wanted).every(([name, value]) => isEmpty(value) || holds(known[name], value));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0);
}
