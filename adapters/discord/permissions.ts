import {
  type BaseInteraction,
  type Channel,
  InteractionContextType,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js';
import { UserError } from '../../src/command/user-error.ts';
import { hasThreads, isForum } from './places.ts';

/** All that Paperboy needs on a server, by the names that Discord's settings show: what an invitation asks for. */
const NEEDED = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  CreatePublicThreads: 'Create Public Threads',
  EmbedLinks: 'Embed Links',
  ReadMessageHistory: 'Read Message History',
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, string>>;

type Needed = keyof typeof NEEDED;

export const NEEDED_BITS: bigint = Object.keys(NEEDED).reduce(
  (bits, name) => bits | PermissionFlagsBits[name as Needed],
  0n,
);

/** What digests need in a channel; a thread speaks for its own. */
function neededIn(channel: Channel | null): readonly Needed[] {
  const always: Needed[] = ['ViewChannel', 'EmbedLinks', 'ReadMessageHistory'];
  if (!channel || hasThreads(channel))
    return [...always, 'SendMessages', 'SendMessagesInThreads', 'CreatePublicThreads'];
  return [...always, channel.isThread() ? 'SendMessagesInThreads' : 'SendMessages'];
}

/** The names of the permissions that digests need in a channel and Paperboy lacks, as Discord's settings show them. */
export function lackingIn(channel: Channel | null, held: Readonly<PermissionsBitField>): string[] {
  const needed = neededIn(channel);
  return Object.entries(NEEDED).flatMap(([name, label]) =>
    needed.includes(name as Needed) && !held.has(PermissionFlagsBits[name as Needed]) ? [label] : [],
  );
}

/** The names of those without which nothing at all can be posted there. */
export function keptFromPosting(channel: Channel, held: Readonly<PermissionsBitField>): string[] {
  const post: Needed = channel.isThread() ? 'SendMessagesInThreads' : 'SendMessages';
  return (['ViewChannel', post] as const).filter((name) => !held.has(name)).map((name) => NEEDED[name]);
}

/**
 * Makes sure that digests can be posted where somebody gave a command.
 *
 * @throws UserError that names what is missing and who can mend it
 */
export async function checkPosting(interaction: BaseInteraction): Promise<void> {
  const { channel, guildId } = interaction;
  if (isForPersonAlone(interaction)) {
    throw new UserError(
      'Here Paperboy is installed for you alone and could not post a digest, so nothing was saved. Subscribe in its direct messages, or on a server that it was added to.',
    );
  }
  if (guildId === null) return;
  if (channel && isForum(channel)) {
    throw new UserError(
      'A forum takes no messages of its own, so nothing was saved. Open a post in it, and subscribe there.',
    );
  }
  const lacking = lackingIn(channel, interaction.appPermissions);
  if (lacking.length === 0) return;
  const [the, them] = lacking.length === 1 ? ['the permission', 'it'] : ['the permissions', 'them'];
  throw new UserError(
    `Nothing was saved, because here Paperboy lacks ${the} ${lacking.join(', ')}. Whoever manages this channel adds ${them} under Edit Channel → Permissions; then try again.`,
  );
}

/** Whether a person brought Paperboy along to a place that did not add it: there it can only answer. */
export function isForPersonAlone({ authorizingIntegrationOwners, context }: BaseInteraction): boolean {
  const { guildId, userId } = authorizingIntegrationOwners;
  return userId !== null && guildId === null && context !== InteractionContextType.BotDM;
}
