import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Command, Option } from '../../src/command/command.ts';
import { shorten } from '../../src/text/shorten.ts';
import { LIMITS } from './limits.ts';

export const MENU = 'papers';

/**
 * `/papers` as Discord shows it in its menu, made from the core's declarations: on servers that installed Paperboy, in
 * its direct messages, and wherever a person brings it along (there it answers, and promises no digest).
 */
export function papersCommand(commands: readonly Command[]): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name: MENU,
    description: 'Research papers: the newest, those that this channel follows, and votes',
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
    options: commands.map(subcommand),
  };
}

function subcommand({ name, summary, options }: Command): APIApplicationCommandSubcommandOption {
  // Discord wants those first that must be given; the others stay in their order.
  const shown = Object.entries(options)
    .filter(([, option]) => !option.hidden)
    .sort(([, left], [, right]) => Number(right.required ?? false) - Number(left.required ?? false));
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: description(summary),
    options: shown.map((option) => typedOption(name, option)),
  };
}

function typedOption(command: string, [name, option]: [string, Option]): APIApplicationCommandBasicOption {
  const shared = {
    name,
    description: description(option.summary),
    // Without words `subscribe` opens a form.
    ...(option.required && command !== 'subscribe' && { required: true }),
  };
  const completed = option.suggest && { autocomplete: true };
  switch (option.kind) {
    case 'flag':
      return { ...shared, type: ApplicationCommandOptionType.Boolean };
    case 'count':
      return { ...shared, type: ApplicationCommandOptionType.Integer, min_value: 1 };
    case 'choice': {
      const choices = (option.choices ?? [])
        .slice(0, LIMITS.choices)
        .map((value) => ({ name: value, value }));
      return { ...shared, type: ApplicationCommandOptionType.String, choices };
    }
    case 'text':
    case 'date':
    case 'coming-day':
    case 'time':
    case 'zone':
    case 'days':
    case 'word':
      return { ...shared, ...completed, type: ApplicationCommandOptionType.String };
  }
}

/** Descriptions are plain text. */
function description(summary: string): string {
  return shorten(summary.replaceAll('`', ''), LIMITS.description);
}
