import {
  type APIMessageTopLevelComponent,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type InteractionEditReplyOptions,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import { textMessage } from '../../src/message/build.ts';
import type { Message } from '../../src/message/message.ts';
import type { PostedMessage, Responder } from '../../src/platform/platform.ts';
import { asAdapterError } from './errors.ts';
import type { DiscordLog } from './log.ts';
import { messageIdIn, type Place } from './places.ts';
import { type RenderOptions, renderMessage } from './render.ts';

export interface ResponderConfig {
  /** Deferred for the asker alone. */
  readonly interaction: ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction;
  readonly place: Place;
  /** Paperboy is not there itself: once the interaction is over, it can edit nothing. */
  readonly fixed: boolean;
  /** What stands below the reason why nothing was done. */
  readonly belowRefusal: readonly APIMessageTopLevelComponent[];
  readonly log: DiscordLog;
}

const SILENT = { allowedMentions: { parse: [] } } satisfies InteractionEditReplyOptions;
const [PLACEHOLDER] = renderMessage(textMessage(['Here it comes, for everyone to see …']));

/**
 * Answers an interaction. Discord wants to know within 3 seconds who will see the answer, the core knows it only once
 * the command has run, and neither can be changed later. So every interaction is deferred for the asker alone, and an
 * answer to the channel is a follow-up, a message like any other, on which reactions can be put. The first follow-up of
 * a deferred interaction would fill the deferred answer, ephemeral as that is; therefore that one is filled first and
 * taken away afterwards. Follow-ups need no permission to send messages.
 */
export function createResponder(config: ResponderConfig): Responder {
  const { interaction, place, fixed, belowRefusal, log } = config;

  /** What stands where the asker waits. */
  let original: 'waiting' | 'placeholder' | 'answered' = 'waiting';

  async function clear(): Promise<void> {
    try {
      await interaction.deleteReply();
    } catch (error) {
      log.warn({ platform: 'discord', error: asAdapterError(error).message }, 'a placeholder stays');
    }
  }

  async function toChannel(message: Message): Promise<PostedMessage[]> {
    if (original === 'waiting') {
      const components = PLACEHOLDER?.components ?? [];
      await interaction.editReply({ components, flags: MessageFlags.IsComponentsV2, ...SILENT });
      original = 'placeholder';
    }
    const posted: PostedMessage[] = [];
    for (const { components, parts } of renderMessage(message)) {
      const { id } = await interaction.followUp({
        components,
        flags: MessageFlags.IsComponentsV2,
        ...SILENT,
      });
      posted.push({ id: messageIdIn(place, id), parts, fixed });
    }
    if (original === 'placeholder') await clear();
    original = 'answered';
    return posted;
  }

  async function toAsker(message: Message, options: RenderOptions = {}): Promise<PostedMessage[]> {
    const posted: PostedMessage[] = [];
    for (const { components, parts } of renderMessage(message, options)) {
      const flags = MessageFlags.IsComponentsV2;
      const { id } =
        original === 'answered'
          ? await interaction.followUp({ components, flags: flags | MessageFlags.Ephemeral, ...SILENT })
          : await interaction.editReply({ components, flags, ...SILENT });
      original = 'answered';
      posted.push({ id: messageIdIn(place, id), parts, fixed });
    }
    return posted;
  }

  return {
    toChannel: (message) => toChannel(message).catch(rethrow),
    toAsker: (message) => toAsker(message).catch(rethrow),
    refuse: (message) => toAsker(message, { below: belowRefusal }).catch(rethrow),
  };
}

function rethrow(error: unknown): never {
  throw asAdapterError(error);
}
