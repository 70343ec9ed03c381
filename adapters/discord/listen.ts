import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  GatewayDispatchEvents,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import type { Command } from '../../src/command/command.ts';
import type { Inbound } from '../../src/platform/platform.ts';
import { readAction, withVotes } from './buttons.ts';
import { commandLine } from './command-text.ts';
import type { DiscordLog } from './log.ts';
import { checkPosting } from './permissions.ts';
import { personOf } from './person.ts';
import { findPlace, messageIdIn, placeOf } from './places.ts';
import { readReaction } from './reactions.ts';
import { createResponder } from './responder.ts';

export interface Listening {
  readonly client: Client;
  readonly inbound: Inbound;
  readonly commands: readonly Command[];
  readonly log: DiscordLog;
  /** Lets the work be finished before the adapter stops. */
  readonly track: (work: Promise<void>) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Hands what people do on Discord to the core, until the function that it gives is called. */
export function listen({ client, inbound, commands, log, track, now }: Listening): () => void {
  let newest = 0;

  /** The time of arrival, later for each event: Discord's own order, in milliseconds. */
  function arrival(): number {
    newest = Math.max(now(), newest + 1);
    return newest;
  }

  async function run(
    interaction: ChatInputCommandInteraction | ButtonInteraction,
    line: string,
    share = false,
  ): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const place = placeOf(interaction);
    const person = personOf(interaction);
    await inbound.command(
      { channel: place.ref, person, line, share, prepare: () => checkPosting(interaction) },
      createResponder({ interaction, place, log }),
    );
  }

  async function press(interaction: ButtonInteraction): Promise<void> {
    const components = interaction.message.components.map((component) => component.toJSON());
    const action = readAction(interaction.customId, components);
    if (!action) return;
    if (action.kind === 'run') return run(interaction, action.line, action.share);
    await interaction.deferUpdate();
    const { paperId } = action;
    const votes = await inbound.vote({
      channel: placeOf(interaction).ref,
      person: personOf(interaction),
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
    if (!interaction.isChatInputCommand() || interaction.commandName !== 'papers') return;
    const [subcommand] = interaction.options.data;
    await run(interaction, subcommand ? commandLine(subcommand, commands) : '');
  }

  /** Events are read as they come over the gateway, so that they need no message in any cache: old ones count too. */
  async function react(event: unknown, added: boolean): Promise<void> {
    const order = arrival();
    const reaction = readReaction(event, client.user?.id);
    if (!reaction) return;
    const place = await findPlace(client, reaction.channelId, reaction.guildId);
    const { personId, emoji } = reaction;
    const messageId = messageIdIn(place, reaction.messageId);
    await inbound.reaction({ channel: place.ref, messageId, personId, emoji, added, order });
  }

  function handle(work: Promise<void>): void {
    const told = work.catch((error: unknown) =>
      log.error({ platform: 'discord', error }, 'could not handle what came from Discord'),
    );
    void track(told);
  }

  const onInteraction = (interaction: Interaction) => handle(interact(interaction));
  const onAdded = (event: unknown) => handle(react(event, true));
  const onRemoved = (event: unknown) => handle(react(event, false));
  client.on(Events.InteractionCreate, onInteraction);
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, onAdded);
  client.ws.on(GatewayDispatchEvents.MessageReactionRemove, onRemoved);
  return () => {
    client.off(Events.InteractionCreate, onInteraction);
    client.ws.off(GatewayDispatchEvents.MessageReactionAdd, onAdded);
    client.ws.off(GatewayDispatchEvents.MessageReactionRemove, onRemoved);
  };
}
