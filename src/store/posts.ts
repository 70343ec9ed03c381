import { sql } from 'kysely';
import { z } from 'zod';
import { paperFor } from '../votes/emoji.ts';
import { currentIds } from './aliases.ts';
import { inChunks } from './chunks.ts';
import { createContentStore } from './post-contents.ts';
import { presentFields } from './present-fields.ts';
import type { Database } from './schema.ts';
import type { Session } from './session.ts';
import { BUTTON, type Post, type PostedPaper, type PostIn, type PostStore } from './store.ts';

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

    record: (community, post) => atomically((inside) => record(inside, [{ ...post, community }])),

    recordAll: (posts) => atomically((inside) => record(inside, posts)),

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

async function record(db: Database, given: readonly PostIn[]): Promise<void> {
  if (given.length === 0) return;
  const current = await currentIds(
    db,
    given.flatMap(({ papers }) => papers.map(({ paperId }) => paperId)),
  );
  const posts = given.map((post) => ({
    ...post,
    papers: post.papers.map((paper) => ({ ...paper, paperId: current(paper.paperId) })),
  }));
  await putPosts(db, posts);
  await inChunks(posts, (chunk) =>
    db
      .deleteFrom('postedPapers')
      .where(sql<boolean>`(channel, message_id) in (values ${sql.join(chunk.map(placeOf))})`)
      .returning('channel')
      .execute(),
  );
  const rows = posts.flatMap(({ channel, messageId, papers }) =>
    papers.map(({ row, paperId }, place) => ({
      ...{ channel, messageId, place, paperId },
      rowNumber: row ?? null,
    })),
  );
  await inChunks(rows, (chunk) => db.insertInto('postedPapers').values(chunk).returning('channel').execute());
  await settleWaitingMarks(db, posts);
}

function placeOf({ channel, messageId }: Post) {
  return sql`(${channel}, ${messageId})`;
}

/** Of two messages of the same millisecond the one recorded later is the newer. */
async function putPosts(db: Database, posts: readonly PostIn[]): Promise<void> {
  const last = await lastSequences(db, posts);
  const rows = posts.map(({ community, channel, messageId, viewer, postedAt, papers }) => {
    const hasRows = papers.some(({ row }) => row !== undefined) ? 1 : 0;
    const moment = `${channel} ${hasRows} ${postedAt}`;
    const sequence = (last.get(moment) ?? 0) + 1;
    last.set(moment, sequence);
    return { community, channel, messageId, viewer: viewer ?? null, postedAt, hasRows, sequence };
  });
  await inChunks(rows, (chunk) =>
    db
      .insertInto('posts')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['channel', 'messageId']).doUpdateSet((set) => ({
          community: set.ref('excluded.community'),
          viewer: set.ref('excluded.viewer'),
          postedAt: set.ref('excluded.postedAt'),
          hasRows: set.ref('excluded.hasRows'),
        })),
      )
      .returning('channel')
      .execute(),
  );
}

/** The highest sequence of the messages that are known, by channel, kind and time. */
async function lastSequences(db: Database, posts: readonly Post[]): Promise<Map<string, number>> {
  const rows = await inChunks(posts, (chunk) =>
    db
      .selectFrom('posts')
      .select((select) => ['channel', 'hasRows', 'postedAt', select.fn.max('sequence').as('sequence')])
      .where(
        'channel',
        'in',
        chunk.map(({ channel }) => channel),
      )
      .where('hasRows', 'in', [0, 1])
      .where(
        'postedAt',
        'in',
        chunk.map(({ postedAt }) => postedAt),
      )
      .groupBy(['channel', 'hasRows', 'postedAt'])
      .execute(),
  );
  return new Map(
    rows.map(({ channel, hasRows, postedAt, sequence }) => [
      `${channel} ${hasRows} ${postedAt}`,
      Number(sequence),
    ]),
  );
}

function readPostedPaper(row: object): PostedPaper {
  return postedPaperRow.parse(presentFields(row));
}

/** Gives their papers to reactions that came before the messages were recorded. */
export async function settleWaitingMarks(db: Database, posts: readonly PostIn[]): Promise<void> {
  const waiting = await inChunks(posts, (chunk) =>
    db
      .selectFrom('voteMarks')
      .select(['community', 'place', 'messageId', 'emoji'])
      .distinct()
      .where(sql<boolean>`(community, place, message_id) in (values ${sql.join(chunk.map(whereMarked))})`)
      .where('paperId', 'is', null)
      .where('emoji', '!=', BUTTON)
      .execute(),
  );
  for (const { community, place, messageId, emoji } of waiting) {
    const post = posts.find((one) => one.channel === place && one.messageId === messageId);
    // Whoever stored the mark knew that the emoji votes; which emoji do is a setting.
    const paperId = post && paperFor(post.papers, emoji, new Set([emoji]));
    if (paperId === undefined) continue;
    await db
      .updateTable('voteMarks')
      .set({ paperId })
      .where('community', '=', community)
      .where('place', '=', place)
      .where('messageId', '=', messageId)
      .where('emoji', '=', emoji)
      .where('paperId', 'is', null)
      .execute();
  }
}

function whereMarked({ community, channel, messageId }: PostIn) {
  return sql`(${community}, ${channel}, ${messageId})`;
}
