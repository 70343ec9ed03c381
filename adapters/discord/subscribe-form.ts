import {
  type APIMessageTopLevelComponent,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  ComponentType,
  LabelBuilder,
  ModalBuilder,
  type ModalSubmitInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { lineIn } from './buttons.ts';

const FORM = 'paperboy:subscribe';
const QUERY = 'query';
/** As long as a query may be, for several of them. */
const LONGEST = 1_000;

const SUBSCRIBE = 'subscribe ';
const CHANGE = 'paperboy:change';
/** Of the text that the button refers to. */
const WRITTEN = 9_000;

/** `/papers subscribe` without words opens this; it begins with words that could not be followed. */
function subscribeForm(words: string): ModalBuilder {
  const keywords = new TextInputBuilder()
    .setCustomId(QUERY)
    .setStyle(TextInputStyle.Paragraph)
    .setPlaceholder('graph neural network -protein, diffusion AND robot')
    .setMaxLength(LONGEST);
  if (words !== '') keywords.setValue(words);
  const label = new LabelBuilder()
    .setLabel('Keywords')
    .setDescription('Commas part several subscriptions. In quotes: exactly so. A - leaves a word out.')
    .setTextInputComponent(keywords);
  return new ModalBuilder().setCustomId(FORM).setTitle('Subscribe this channel').addLabelComponents(label);
}

/** Whether somebody gave the command and no keywords. */
export function isWithoutWords(subcommand: CommandInteractionOption | undefined): boolean {
  return subcommand?.name === 'subscribe' && (subcommand.options ?? []).length === 0;
}

export async function showSubscribeForm(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  words = '',
): Promise<void> {
  await interaction.showModal(subscribeForm(words));
}

/** The command line that a filled-in form stands for; undefined for another form. */
export function lineOfForm({ customId, fields }: ModalSubmitInteraction): string | undefined {
  if (customId !== FORM) return undefined;
  return `${SUBSCRIBE}${fields.getTextInputValue(QUERY).replace(/\s+/g, ' ').trim()}`;
}

/**
 * What stands below the reason why keywords could not be followed: the words, and a button that opens the form with
 * them. The message holds them, so that nothing is stored. None for other commands.
 */
export function changeButton(line: string): APIMessageTopLevelComponent[] {
  const words = line.slice(SUBSCRIBE.length).trim();
  if (!line.startsWith(SUBSCRIBE) || words === '' || words.length > LONGEST) return [];
  // A code span ends at a backtick.
  const content = `-# You wrote: \`/papers ${SUBSCRIBE}${words.replaceAll('`', "'")}\``;
  return [
    { type: ComponentType.TextDisplay, id: WRITTEN, content },
    {
      type: ComponentType.ActionRow,
      components: [
        { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Change it', custom_id: CHANGE },
      ],
    },
  ];
}

/** The words to change, where that button was pressed in a message of these components; undefined for other buttons. */
export function wordsToChange(customId: string, message: readonly unknown[]): string | undefined {
  if (customId !== CHANGE) return undefined;
  return (lineIn(message, WRITTEN) ?? '').slice(SUBSCRIBE.length);
}
