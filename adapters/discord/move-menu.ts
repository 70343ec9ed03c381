import { ApplicationCommandType, Routes } from 'discord.js';
import { z } from 'zod';
import { asAdapterError } from './errors.ts';
import { MENU } from './papers-command.ts';
import { type RegisterConfig, register } from './register.ts';
import { inTime } from './rest.ts';

/** Remembers where each application's menu was put: servers by their ids, or `everywhere`. */
export interface MenuMemory {
  get(applicationId: string): Promise<unknown>;
  set(applicationId: string, places: readonly string[]): Promise<unknown>;
}

export interface MoveMenuConfig extends RegisterConfig {
  /** Nothing is taken away where nothing is remembered. */
  readonly menus: MenuMemory | undefined;
}

const EVERYWHERE = 'everywhere';

const Places = z.array(z.string()).catch([]);
const Registered = z.array(z.object({ id: z.string(), name: z.string(), type: z.number().optional() }));

/** Puts `/papers` where it is wanted, and takes it from where it was before: people would see it twice. */
export async function moveMenu(config: MoveMenuConfig): Promise<void> {
  const { applicationId, guildId, menus } = config;
  const wanted = guildId ?? EVERYWHERE;
  const known = Places.parse(await menus?.get(applicationId));
  const places = known.includes(wanted) ? known : [...known, wanted];
  // Before anything is registered, for what nobody remembers would stay for good.
  if (places.length > known.length) await menus?.set(applicationId, places);
  await register(config);
  const left = [wanted];
  for (const place of places) if (place !== wanted && !(await takeFrom(place, config))) left.push(place);
  if (left.length < places.length) await menus?.set(applicationId, left);
}

/** Whether the menu is not there any more. Other commands of the application stay. */
async function takeFrom(place: string, { rest, applicationId, log }: MoveMenuConfig): Promise<boolean> {
  const route =
    place === EVERYWHERE
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, place);
  try {
    for (const { id, name, type } of Registered.parse(await rest.get(route, { signal: inTime() })))
      if (name === MENU && type === ApplicationCommandType.ChatInput)
        await rest.delete(`${route}/${id}`, { signal: inTime() });
    return true;
  } catch (error) {
    const { kind, message } = asAdapterError(error);
    // To a server that removed Paperboy, or is gone, it shows nothing.
    if (kind === 'permanent') return true;
    log.warn({ platform: 'discord', place, error: message }, 'the menu of before stays until the next start');
    return false;
  }
}
