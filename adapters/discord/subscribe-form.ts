import {
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  LabelBuilder,
  ModalBuilder,
  type ModalSubmitInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';

const FORM = 'paperboy:subscribe';
const QUERY = 'query';
/** As long as a query may be, for several of them. */
const LONGEST = 1_000;

/** `/papers subscribe` without words opens this. */
function subscribeForm(): ModalBuilder {
  const keywords = new TextInputBuilder()
    .setCustomId(QUERY)
    .setStyle(TextInputStyle.Paragraph)
    .setPlaceholder('graph neural network -protein, diffusion AND robot')
    .setMaxLength(LONGEST);
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

export async function showSubscribeForm(interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.showModal(subscribeForm());
}

/** The command line that a filled-in form stands for; undefined for another form. */
export function lineOfForm({ customId, fields }: ModalSubmitInteraction): string | undefined {
  if (customId !== FORM) return undefined;
  return `subscribe ${fields.getTextInputValue(QUERY).replace(/\s+/g, ' ').trim()}`;
}
