import { ApplicationIntegrationType, InteractionContextType, type REST, Routes } from 'discord.js';
import type { Command } from '../../src/command/command.ts';
import { UserError } from '../../src/command/user-error.ts';
import { notInServer } from './check.ts';
import { asAdapterError } from './errors.ts';
import type { DiscordLog } from './log.ts';
import { papersCommand } from './papers-command.ts';

export interface RegisterConfig {
  readonly rest: REST;
  readonly applicationId: string;
  /** The one server that has the menu; all where not given. */
  readonly guildId: string | undefined;
  readonly commands: readonly Command[];
  readonly log: DiscordLog;
}

/**
 * Puts `/papers` into Discord's menu, of one server or of all, where what stands there is another one: registering
 * counts against a daily limit, and every client loads the menu anew.
 *
 * @throws UserError where the one server did not add Paperboy
 */
export async function register({
  rest,
  applicationId,
  guildId,
  commands,
  log,
}: RegisterConfig): Promise<void> {
  const { integration_types, contexts, ...command } = papersCommand(commands);
  if (guildId !== undefined) {
    // Only what stands everywhere can say where it is to be.
    return put(rest, Routes.applicationGuildCommands(applicationId, guildId), command).catch(
      (error: unknown) => {
        throw asAdapterError(error).kind === 'permanent' ? new UserError(notInServer(guildId)) : error;
      },
    );
  }
  const route = Routes.applicationCommands(applicationId);
  try {
    await put(rest, route, { ...command, integration_types, contexts });
  } catch (error) {
    const { kind, message } = asAdapterError(error);
    if (kind !== 'refused') throw error;
    log.warn({ platform: 'discord', error: message }, 'people cannot bring Paperboy along; servers have it');
    await put(rest, route, {
      ...command,
      integration_types: [ApplicationIntegrationType.GuildInstall],
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    });
  }
}

async function put(rest: REST, route: `/${string}`, wanted: object): Promise<void> {
  // What cannot be read is taken for another one.
  const registered: unknown = await rest.get(route).catch(() => undefined);
  if (Array.isArray(registered) && registered.length === 1 && holds(registered[0], wanted)) return;
  await rest.put(route, { body: [wanted] });
}

/** What we may set of a command or an option; where we do not, nothing may be left from before. */
const OURS = ['options', 'choices', 'required', 'autocomplete', 'min_value', 'max_value', 'min_length'];

/** Whether what is there is what is wanted; Discord adds fields of its own, and leaves out what is its default. */
function holds(there: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    const list = Array.isArray(there) ? there : [];
    return list.length === wanted.length && wanted.every((one, at) => holds(list[at], one));
  }
  if (typeof wanted !== 'object' || wanted === null) return there === wanted;
  const known: Record<string, unknown> = typeof there === 'object' && there !== null ? { ...there } : {};
  return (
    Object.entries(wanted).every(([name, value]) => isEmpty(value) || holds(known[name], value)) &&
    OURS.every((name) => isEmpty(known[name]) || name in wanted)
  );
}

function isEmpty(value: unknown): boolean {
  return value == null || value === false || (Array.isArray(value) && value.length === 0);
}
