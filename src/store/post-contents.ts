import { z } from 'zod';
import type { Message } from '../message/message.ts';
import { inChunks } from './chunks.ts';
import { presentFields } from './present-fields.ts';
import type { Session } from './session.ts';
import type { PostContent, PostStore } from './store.ts';

const contentRow = z.object({
  channel: z.string(),
  messageId: z.string(),
  postedAt: z.coerce.number(),
  stepKey: z.string().exactOptional(),
  message: z.string().transform((text): Message => JSON.parse(text) as Message),
});

type ContentStore = Pick<PostStore, 'keepContent' | 'contentsWith' | 'forgetContents'>;

/** What the messages of the last days show, so that their counts can follow the votes. */
export function createContentStore({ db }: Session): ContentStore {
  return {
    async keepContent(...contents) {
      const rows = contents.map(({ channel, messageId, postedAt, stepKey, message }) => ({
        ...{ channel, messageId, postedAt },
        stepKey: stepKey ?? null,
        message: JSON.stringify(message),
      }));
      await inChunks(rows, (chunk) =>
        db
          .insertInto('postContents')
          .values(chunk)
          .onConflict((conflict) =>
            conflict.columns(['channel', 'messageId']).doUpdateSet((set) => ({
              postedAt: set.ref('excluded.postedAt'),
              stepKey: set.ref('excluded.stepKey'),
              message: set.ref('excluded.message'),
            })),
          )
          .returning('channel')
          .execute(),
      );
    },

    async contentsWith(community, paperId) {
      const rows = await db
        .selectFrom('postedPapers')
        .innerJoin('posts', (join) =>
          join
            .onRef('posts.channel', '=', 'postedPapers.channel')
            .onRef('posts.messageId', '=', 'postedPapers.messageId'),
        )
        .innerJoin('postContents', (join) =>
          join
            .onRef('postContents.channel', '=', 'postedPapers.channel')
            .onRef('postContents.messageId', '=', 'postedPapers.messageId'),
        )
        .selectAll('postContents')
        .distinct()
        .where('postedPapers.paperId', '=', paperId)
        .where('posts.community', '=', community)
        .orderBy('postContents.postedAt')
        .execute();
      return rows.map((row): PostContent => contentRow.parse(presentFields(row)));
    },

    async forgetContents(before) {
      await db.deleteFrom('postContents').where('postedAt', '<', before).execute();
    },
  };
}
