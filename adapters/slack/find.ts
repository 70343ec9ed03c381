import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { FindOptions, Found } from '../../src/platform/platform.ts';
import { asAdapterError, slackCode } from './errors.ts';
import { LIMITS } from './limits.ts';

/** A message in so far as its key is looked for: `render.ts` writes it into the first block. */
const KeyedMessage = z.object({
  ts: z.string(),
  blocks: z.array(z.object({ block_id: z.string().optional() })).optional(),
});

/** Slack's clock and ours may differ, and a request takes a while: milliseconds before and after the time of sending. */
const BEFORE = 60_000;
const AFTER = 180_000;
/** Beyond so many pages a busy channel is not searched: then nobody knows. */
const MOST_PAGES = 10;

/**
 * Looks for a message by its key around the time when it was sent (FACTS section 5). `unknown` where the app may not
 * read the conversation or there is too much in it.
 *
 * @throws AdapterError where Slack does not answer
 */
export async function findMessage(
  client: WebClient,
  channel: string,
  key: string,
  { thread, sentAt }: FindOptions,
): Promise<Found> {
  const window = {
    channel,
    oldest: seconds(sentAt - BEFORE),
    latest: seconds(sentAt + AFTER),
    limit: LIMITS.historyPage,
  };
  try {
    for (let cursor: string | undefined, page = 0; page < MOST_PAGES; page += 1) {
      const asked = { ...window, ...(cursor !== undefined && { cursor }) };
      const { messages = [], response_metadata } =
        thread === undefined
          ? await client.conversations.history(asked)
          : await client.conversations.replies({ ...asked, ts: thread });
      const found = messages
        .map((message) => KeyedMessage.safeParse(message))
        .find((message) => {
          return message.data?.blocks?.[0]?.block_id === key;
        });
      if (found?.data) return { state: 'found', messageId: found.data.ts };
      cursor = response_metadata?.next_cursor;
      if (!cursor) return { state: 'absent' };
    }
    return { state: 'unknown' };
  } catch (error) {
    if (UNREADABLE.has(slackCode(error) ?? '')) return { state: 'unknown' };
    throw asAdapterError(error);
  }
}

/** The app has no history scope, or is not in the conversation: `chat:write.public` may have posted all the same. */
const UNREADABLE: ReadonlySet<string> = new Set(['missing_scope', 'not_in_channel', 'no_permission']);

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(6);
}
