import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';
import type { Inbound } from '../../src/platform/platform.ts';
import { shorten } from '../../src/text/shorten.ts';
import { asAdapterError } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { DiscordLog } from './log.ts';
import { placeOf } from './places.ts';

/** Answers what a person types into an option with what may be meant. */
export async function complete(
  interaction: AutocompleteInteraction,
  inbound: Inbound,
  log: DiscordLog,
): Promise<void> {
  const { name: option, value: text } = interaction.options.getFocused(true);
  const suggestions = await inbound.suggest({
    ...{ channel: placeOf(interaction).ref, command: interaction.options.getSubcommand(), option, text },
  });
  const choices = suggestions
    // A shortened value would be another one.
    .filter(({ value }) => value.length > 0 && value.length <= LIMITS.choice)
    .map(({ value, label }): ApplicationCommandOptionChoiceData<string> => {
      return { name: shorten(label ?? value, LIMITS.choice), value };
    });
  try {
    await interaction.respond(choices.slice(0, LIMITS.choices));
  } catch (error) {
    // Whoever types on has asked anew, and Discord takes no answer to what was asked before.
    const { kind, message } = asAdapterError(error);
    if (kind !== 'refused') throw error;
    log.info({ platform: 'discord', error: message }, 'a suggestion came too late');
  }
}
