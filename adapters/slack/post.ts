import type { WebClient } from '@slack/web-api';
import type { Message } from '../../src/message/message.ts';
import { AdapterError } from '../../src/platform/adapter-error.ts';
import type { PostedMessage } from '../../src/platform/platform.ts';
import { asAdapterError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { renderMessage } from './render.ts';

/** Nothing in our texts is to be looked at as markup, and no preview to be shown. */
const LITERAL = {
  mrkdwn: false,
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const;

export interface PostPlace {
  readonly channel: string;
  readonly thread?: string;
}

/**
 * Posts a message, as several where it is too long for one.
 *
 * @throws AdapterError for the first that Slack does not take
 */
export async function postMessage(
  client: WebClient,
  { channel, thread }: PostPlace,
  message: Message,
  key?: string,
): Promise<PostedMessage[]> {
  const posted: PostedMessage[] = [];
  for (const { text, blocks, parts } of renderMessage(message, key === undefined ? {} : { key })) {
    try {
      const { ts } = await client.chat.postMessage({
        channel,
        text,
        blocks,
        ...LITERAL,
        ...(thread !== undefined && { thread_ts: thread }),
      });
      if (ts === undefined) throw new AdapterError('transient', 'Slack: the post has no timestamp');
      posted.push({ id: ts, parts });
    } catch (error) {
      throw asAdapterError(error);
    }
  }
  return posted;
}

/** Replaces a posted message; its reactions stay, and `key` where it is given again. */
export async function updateMessage(
  client: WebClient,
  channel: string,
  ts: string,
  message: Message,
  key?: string,
): Promise<void> {
  const [whole, ...more] = renderMessage(message, {
    room: LIMITS.blocksTotal,
    ...(key !== undefined && { key }),
  });
  if (!whole || more.length > 0)
    throw new AdapterError('refused', 'Slack: what replaces one message must fit into one');
  const { text, blocks } = whole;
  try {
    await client.chat.update({ channel, ts, text, blocks, parse: 'none', link_names: false });
  } catch (error) {
    throw asAdapterError(error);
  }
}
