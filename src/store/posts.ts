import { z } from 'zod';
import { paperFor } from '../votes/emoji.ts';
import { currentIds } from './aliases.ts';
import { createContentStore } from './post-contents.ts';
import { presentFields } from './present-fields.ts';
import type { Database } from './schema.ts';
import type { Session } from './session.ts';
import { BUTTON, type Post, type PostedPaper, type PostStore } from './store.ts';

const postRow = z.object({
  channel: z.string(),
  messageId: z.string(),
  viewer: z.string().exactOptional(),
  postedAt: z.coerce.number(),
});

const postedPaperRow = z
  .object({ rowNumber: z.coerce.number().exactOptional(), paperId: z.string() })
  .transform(
    ({ rowNumber, paperId }): PostedPaper =>
      rowNumber === undefined ? { paperId } : { row: rowNumber, paperId },
  );

/** Which message holds which papers. */
export function createPostStore(session: Session): PostStore {
  const { db, atomically } = session;
  return {
    ...createContentStore(session),

    record: (community, post) =>
      atomically(async (inside) => {
        const { channel, messageId } = post;
        const current = await currentIds(
          inside,
          post.papers.map((paper) => paper.paperId),
        );
        const papers = post.papers.map((paper) => ({ ...paper, paperId: current(paper.paperId) }));
        await putPost(inside, community, { ...post, papers });
        await inside
          .deleteFrom('postedPapers')
          .where('channel', '=', channel)
          .where('messageId', '=', messageId)
          .execute();
        const rows = papers.map(({ row, paperId }, place) => ({
          ...{ channel, messageId, place, paperId },
          rowNumber: row ?? null,
        }));
        if (rows.length > 0) await inside.insertInto('postedPapers').values(rows).execute();
        await settleWaitingMarks(inside, community, { ...post, papers });
      }),

    get: (channel, messageId) => readPost(db, channel, messageId),

    shownSince: (platform, since) =>
      db
        .selectFrom('posts')
        .select(['channel', 'messageId'])
        .where('channel', 'like', `${platform}/%`)
        .where('viewer', 'is', null)
        .where('postedAt', '>=', since)
        .orderBy('postedAt', 'desc')
        .execute(),

    async newestList(channel, viewer) {
      const newest = await db
        .selectFrom('posts')
        .select('messageId')
        .where('channel', '=', channel)
        .where('hasRows', '=', 1)
        .where((where) => where.or([where('viewer', 'is', null), where('viewer', '=', viewer)]))
        .orderBy('postedAt', 'desc')
        .orderBy('sequence', 'desc')
        .limit(1)
        .executeTakeFirst();
      const post = newest && (await readPost(db, channel, newest.messageId));
      return post && { ...post, papers: byRow(post.papers) };
    },
  };
}

export async function readPost(db: Database, channel: string, messageId: string): Promise<Post | undefined> {
  const rows = await db
    .selectFrom('posts')
    .leftJoin('postedPapers', (join) =>
      join
        .onRef('postedPapers.channel', '=', 'posts.channel')
        .onRef('postedPapers.messageId', '=', 'posts.messageId'),
    )
    .select(['posts.channel', 'posts.messageId', 'posts.viewer', 'posts.postedAt'])
    .select(['postedPapers.rowNumber', 'postedPapers.paperId'])
    .where('posts.channel', '=', channel)
    .where('posts.messageId', '=', messageId)
    .orderBy('postedPapers.place')
    .execute();
  const [post] = rows;
  if (!post) return undefined;
  const papers = rows.filter((row) => row.paperId !== null).map(readPostedPaper);
  return { ...postRow.parse(presentFields(post)), papers };
}

function byRow(papers: readonly PostedPaper[]): PostedPaper[] {
  return papers
    .filter((paper) => paper.row !== undefined)
    .sort((left, right) => (left.row ?? 0) - (right.row ?? 0));
}

/** Of two messages of the same millisecond the one recorded later is the newer. */
async function putPost(db: Database, community: string, post: Post): Promise<void> {
  const { channel, messageId, postedAt } = post;
  const known = {
    community,
    viewer: post.viewer ?? null,
    postedAt,
    hasRows: post.papers.some((paper) => paper.row !== undefined) ? 1 : 0,
  };
  const last = await db
    .selectFrom('posts')
    .select((select) => select.fn.max('sequence').as('sequence'))
    .where('channel', '=', channel)
    .where('hasRows', '=', known.hasRows)
    .where('postedAt', '=', postedAt)
    .executeTakeFirst();
  await db
    .insertInto('posts')
    .values({ ...known, channel, messageId, sequence: Number(last?.sequence ?? 0) + 1 })
    .onConflict((conflict) => conflict.columns(['channel', 'messageId']).doUpdateSet(known))
    .execute();
}

function readPostedPaper(row: object): PostedPaper {
  return postedPaperRow.parse(presentFields(row));
}

/** Gives its papers to reactions that came before the message was recorded. */
export async function settleWaitingMarks(db: Database, community: string, post: Post): Promise<void> {
  const waiting = db
    .selectFrom('voteMarks')
    .where('community', '=', community)
    .where('place', '=', post.channel)
    .where('messageId', '=', post.messageId)
    .where('paperId', 'is', null)
    .where('emoji', '!=', BUTTON);
  for (const { emoji } of await waiting.select('emoji').distinct().execute()) {
    // Whoever stored the mark knew that the emoji votes; which emoji do is a setting.
    const paperId = paperFor(post.papers, emoji, new Set([emoji]));
    if (paperId === undefined) continue;
    await db
      .updateTable('voteMarks')
      .set({ paperId })
      .where('community', '=', community)
      .where('place', '=', post.channel)
      .where('messageId', '=', post.messageId)
      .where('emoji', '=', emoji)
      .where('paperId', 'is', null)
      .execute();
  }
}
