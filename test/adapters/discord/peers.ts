import { Server } from 'node:net';
import { type APIMessage, ChannelType, ComponentType, InteractionType } from 'discord.js';
import { DigitalDiscord, generateSnowflake } from 'discord-digital-twin';
import { type Front, startFront } from './front.ts';

export type Option = { readonly name: string; readonly value: string | number | boolean };

export interface Where {
  readonly channel?: string;
  /** Permission bits of the person in the channel; all where not given. */
  readonly permissions?: bigint;
  /** Permission bits of Paperboy there; all where not given. */
  readonly botPermissions?: bigint;
  /** Ada brought Paperboy along to a place that did not add it. */
  readonly alone?: boolean;
  /** Roles that she has on the server. */
  readonly roles?: readonly string[];
}

/** A Discord to run the adapter against, on loopback: `createDiscordAdapter({ ...peers.config, … })`. */
export interface DiscordPeers extends Pick<Front, 'calls' | 'answerOnce' | 'forget' | 'refused'> {
  readonly config: { readonly token: string; readonly apiUrl: string; readonly guildId: string };
  readonly guild: string;
  readonly bot: string;
  readonly ada: string;
  /** `ideas` is a forum; `talk` a thread in `papers`, `idea` a post in `ideas`, `direct` is with Ada alone. */
  readonly channels: Readonly<Record<'papers' | 'ideas' | 'talk' | 'idea' | 'direct', string>>;
  /** Ada fills in `/papers <name> …`. */
  command(name: string, options?: readonly Option[], where?: Where): Promise<void>;
  /** Ada types into an option of `/papers <name>`. */
  type(name: string, option: string, text: string): Promise<void>;
  /** Ada sends a form with one field. */
  submit(form: string, field: string, text: string): Promise<void>;
  /** Ada presses a button of a message. */
  press(message: APIMessage, customId: string, where?: Where): Promise<void>;
  /** Ada reacts to a message, or takes her reaction back. `changes` to the event as Discord would send it. */
  react(channel: string, messageId: string, emoji: string, added?: boolean, changes?: object): void;
  /** Discord tells of something that happened. */
  tell(event: string, data: object): void;
  messages(channel?: string): Promise<APIMessage[]>;
  message(channel: string, id: string): Promise<APIMessage>;
  stop(): Promise<void>;
}

/** For an adapter that has shown nothing yet. */
export const NO_POSTS = { shownSince: async () => [] };

const ALL = 1_099_511_627_775n;

/** Starts `discord-digital-twin` and, before it, a front that remembers requests and can answer in its stead. */
export async function startDiscordPeers(): Promise<DiscordPeers> {
  const id = generateSnowflake;
  const channels = { papers: id(), ideas: id(), talk: id(), idea: id(), direct: id() };
  const ada = id();
  const guild = id();
  const twin = new DigitalDiscord({
    botToken: 'invented',
    guild: {
      id: guild,
      channels: [
        { id: channels.papers, name: 'papers', type: ChannelType.GuildText },
        { id: channels.ideas, name: 'ideas', type: ChannelType.GuildForum },
        { id: channels.talk, name: 'talk', type: ChannelType.PublicThread, parentId: channels.papers },
        { id: channels.idea, name: 'idea', type: ChannelType.PublicThread, parentId: channels.ideas },
      ],
    },
    users: [{ id: ada, username: 'ada' }],
  });
  await onLoopback(() => twin.start());
  await twin.prisma.channel.create({ data: { id: channels.direct, type: ChannelType.DM } });
  const front = await startFront(twin.restUrl.replace(/\/api$/, ''), async (message, thread) => {
    await twin.prisma.threadMember.deleteMany({ where: { channelId: thread } });
    await twin.prisma.channel.update({ where: { id: thread }, data: { id: message } });
  });
  const gateway = () => {
    const { server } = twin as unknown as {
      server: { gateway: { broadcast(event: string, data: object): void } };
    };
    return server.gateway;
  };

  async function interact(
    type: InteractionType,
    data: object,
    { channel = channels.papers, permissions = ALL, botPermissions = ALL, alone, roles = [] }: Where,
    message?: APIMessage,
  ): Promise<void> {
    const interaction = { id: generateSnowflake(), token: `token-${generateSnowflake()}` };
    await twin.prisma.interactionResponse.create({
      data: {
        interactionId: interaction.id,
        interactionToken: interaction.token,
        applicationId: twin.botUserId,
        channelId: channel,
        type: 0,
        acknowledged: false,
        messageId: message?.id ?? null,
      },
    });
    const user = { id: ada, username: 'ada', global_name: 'Ada L.', discriminator: '0', avatar: null };
    const isDirect = channel === channels.direct;
    const member = { user, nick: null, roles, joined_at: '2026-01-01T00:00:00Z', flags: 0 };
    const shown = await twin.channel(channel).getChannel();
    gateway().broadcast('INTERACTION_CREATE', {
      ...interaction,
      ...{ application_id: twin.botUserId, type, data, version: 1, locale: 'en-US', entitlements: [] },
      ...{ channel_id: channel, channel: { ...shown, ...(isDirect && { recipients: [user] }) } },
      ...(isDirect ? { user } : { guild_id: guild, member: { ...member, permissions: String(permissions) } }),
      app_permissions: String(botPermissions),
      authorizing_integration_owners: alone ? { 1: ada } : { 0: isDirect ? '0' : guild },
      context: isDirect ? (alone ? 2 : 1) : 0,
      ...(message && { message }),
    });
  }

  async function messages(channel = channels.papers): Promise<APIMessage[]> {
    return twin.channel(channel).getMessages();
  }

  return {
    config: { token: 'invented', apiUrl: front.apiUrl, guildId: guild },
    guild,
    bot: twin.botUserId,
    ada,
    channels,
    command: (name, options = [], where = {}) =>
      interact(
        InteractionType.ApplicationCommand,
        { id: '1', name: 'papers', type: 1, options: [{ type: 1, name, options: options.map(typed) }] },
        where,
      ),
    type: (name, option, value) =>
      interact(
        InteractionType.ApplicationCommandAutocomplete,
        {
          ...{ id: '1', name: 'papers', type: 1 },
          options: [{ type: 1, name, options: [{ type: 3, name: option, value, focused: true }] }],
        },
        {},
      ),
    submit: (custom_id, field, value) =>
      interact(
        InteractionType.ModalSubmit,
        {
          custom_id,
          components: [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: field, value } }],
        },
        {},
      ),
    press: (message, custom_id, where = {}) =>
      interact(
        InteractionType.MessageComponent,
        { custom_id, component_type: ComponentType.Button },
        where,
        message,
      ),
    react(channel, message_id, name, added = true, changes = {}) {
      gateway().broadcast(added ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE', {
        ...{
          user_id: ada,
          channel_id: channel,
          message_id,
          emoji: { id: null, name },
          burst: false,
          type: 0,
        },
        ...(channel !== channels.direct && { guild_id: guild }),
        ...(added && channel !== channels.direct && { member: { user: { id: ada, username: 'ada' } } }),
        ...changes,
      });
    },
    tell: (event, data) => gateway().broadcast(event, data),
    messages,
    async message(channel, messageId) {
      const found = (await messages(channel)).find((message) => message.id === messageId);
      if (!found) throw new Error(`there is no message ${messageId} in ${channel}`);
      return found;
    },
    calls: front.calls,
    answerOnce: front.answerOnce,
    forget: front.forget,
    refused: front.refused,
    async stop() {
      await front.stop();
      await twin.stop();
    },
  };
}

/** Discord tells each value with its type: 3 text, 4 whole number, 5 yes or no. */
function typed({ name, value }: Option): object {
  return { name, value, type: typeof value === 'string' ? 3 : typeof value === 'number' ? 4 : 5 };
}

/** The twin would listen on all addresses. */
async function onLoopback(start: () => Promise<void>): Promise<void> {
  const listen: (this: Server, port: number, host: string, ready: () => void) => Server =
    Server.prototype.listen;
  Server.prototype.listen = function (this: Server, port: number, ready: () => void) {
    return listen.call(this, port, '127.0.0.1', ready);
  } as typeof Server.prototype.listen;
  try {
    await start();
  } finally {
    Server.prototype.listen = listen as typeof Server.prototype.listen;
  }
}
