import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  Events,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import { readAction, withVotes } from './buttons.ts';
import { commandLine } from './command-text.ts';
import { complete } from './complete.ts';
import { handle, type Listening } from './listening.ts';
import { MENU } from './papers-command.ts';
import { checkPosting, isForPersonAlone } from './permissions.ts';
import { personOf } from './person.ts';
import { placeOf } from './places.ts';
import { createResponder } from './responder.ts';
import {
  changeButton,
  isWithoutWords,
  lineOfForm,
  showSubscribeForm,
  wordsToChange,
} from './subscribe-form.ts';

/** Commands as they are filled in or given by a button. */
export function listenForCommands(listening: Listening): void {
  const { client, inbound, commands, managers, log } = listening;

  function maySubscribe(interaction: Interaction): boolean {
    return personOf(interaction, managers).mayManage && !isForPersonAlone(interaction);
  }

  async function run(
    interaction: ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction,
    line: string,
    share = false,
  ): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const place = placeOf(interaction);
    const person = personOf(interaction, managers);
    const belowRefusal = maySubscribe(interaction) ? changeButton(line) : [];
    await inbound.command(
      { channel: place.ref, person, line, share, prepare: () => checkPosting(interaction) },
      createResponder({ interaction, place, fixed: isForPersonAlone(interaction), belowRefusal, log }),
    );
  }

  async function press(interaction: ButtonInteraction): Promise<void> {
    const components = interaction.message.components.map((component) => component.toJSON());
    const words = wordsToChange(interaction.customId, components);
    if (words !== undefined) return showSubscribeForm(interaction, words);
    const action = readAction(interaction.customId, components);
    if (!action) return;
    if (action.kind === 'run') return run(interaction, action.line, action.share);
    await interaction.deferUpdate();
    const { paperId } = action;
    const votes = await inbound.vote({
      channel: placeOf(interaction).ref,
      person: personOf(interaction, managers),
      paperId,
    });
    await interaction.editReply({
      components: withVotes(components, paperId, votes),
      flags: MessageFlags.IsComponentsV2,
      allowedMentions: { parse: [] },
    });
  }

  async function interact(interaction: Interaction): Promise<void> {
    if (interaction.isButton()) return press(interaction);
    if (interaction.isAutocomplete()) return complete(interaction, inbound, log);
    if (interaction.isModalSubmit()) {
      const line = lineOfForm(interaction);
      return line === undefined ? undefined : run(interaction, line);
    }
    if (!interaction.isChatInputCommand() || interaction.commandName !== MENU) return;
    const [subcommand] = interaction.options.data;
    // Whoever may not subscribe here is told so before writing anything.
    if (maySubscribe(interaction) && isWithoutWords(subcommand)) return showSubscribeForm(interaction);
    await run(interaction, subcommand ? commandLine(subcommand, commands) : '');
  }

  client.on(Events.InteractionCreate, (interaction) => handle(listening, () => interact(interaction)));
}
