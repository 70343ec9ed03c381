import { RespondError, type RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { notePart } from '../../src/message/build.ts';
import type { Message } from '../../src/message/message.ts';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import type { PostedMessage, Responder } from '../../src/platform/platform.ts';
import { asAdapterError, isNotMember } from './errors.ts';
import { LIMITS } from './limits.ts';
import { postMessage } from './post.ts';
import { renderMessage, type SlackMessage } from './render.ts';

/** Where a command was given. */
export interface Place {
  readonly channel: string;
  readonly person: string;
  /** Names what the person did, to tell messages apart of which Slack gives no id. */
  readonly occasion: string;
  readonly thread?: string;
}

const INVITE = notePart([
  { text: 'I am not in this conversation, so reactions here do not count as votes. ' },
  { text: '/invite @Paperboy', style: 'code' },
  { text: ' changes that.' },
]);

/**
 * Answers in the place; `respond`, where there is one, reaches it without being a member. In a direct message whoever
 * asks is alone, so that what is meant for them stands there to stay.
 */
export function createResponder(client: WebClient, place: Place, respond?: RespondFn): Responder {
  const { channel, person, occasion, thread } = place;
  let responses = 0;

  async function throughUrl(
    messages: readonly SlackMessage[],
    to: 'in_channel' | 'ephemeral',
  ): Promise<PostedMessage[]> {
    const posted: PostedMessage[] = [];
    for (const { text, blocks, parts } of messages) {
      if (!respond || responses >= LIMITS.responses)
        throw new AdapterError('transient', 'Slack: the response URL is used up');
      responses += 1;
      await respond({
        text,
        blocks,
        response_type: to,
        replace_original: false,
        unfurl_links: false,
        unfurl_media: false,
        ...(thread !== undefined && { thread_ts: thread }),
      });
      posted.push({ id: `${occasion}.${responses}`, parts, fixed: true });
    }
    return posted;
  }

  async function ephemeral(messages: readonly SlackMessage[]): Promise<PostedMessage[]> {
    const posted: PostedMessage[] = [];
    for (const { text, blocks, parts } of messages) {
      const { message_ts: id } = await client.chat.postEphemeral({
        channel,
        user: person,
        text,
        blocks,
        ...(thread !== undefined && { thread_ts: thread }),
      });
      posted.push({ id: id ?? `${occasion}.${posted.length + 1}`, parts });
    }
    return posted;
  }

  return {
    async toChannel(message: Message) {
      try {
        return await postMessage(client, { channel, ...(thread !== undefined && { thread }) }, message);
      } catch (error) {
        if (!respond || !isNotMember(error)) throw error;
      }
      const withHint = { ...message, parts: [...message.parts, INVITE] };
      return throughUrl(renderMessage(withHint), 'in_channel').catch(rethrow);
    },

    async toAsker(message: Message) {
      const isAlone = channel.startsWith('D') && !respond;
      if (isAlone) return postMessage(client, { channel, ...(thread !== undefined && { thread }) }, message);
      const messages = renderMessage(message);
      if (!respond || messages.length > LIMITS.responses - responses)
        return ephemeral(messages).catch(rethrow);
      const before = responses;
      try {
        return await throughUrl(messages, 'ephemeral');
      } catch (error) {
        // An expired URL (after 30 minutes or 5 uses) says 404; what it did not take is shown by the other way.
        if (!(error instanceof RespondError) || error.statusCode >= 500) throw asAdapterError(error);
        return ephemeral(messages.slice(responses - before - 1)).catch(rethrow);
      }
    },
  };
}

function rethrow(error: unknown): never {
  throw asAdapterError(error);
}
