import { channelOfKey } from '../platform/platform.ts';
import { communityOf } from '../votes/voting.ts';
import { moveDigests } from './move-digests.ts';
import { readPost, settleWaitingMarks } from './posts.ts';
import type { Database } from './schema.ts';

/**
 * Hands all that is known of the channel `from` to `to`, which it is from now on. Where `to` is known already, both become
 * one, and what people chose for `from` holds. Runs in a transaction.
 */
export async function moveChannel(db: Database, from: string, to: string): Promise<void> {
  if (from === to) return;
  // First, so that whoever plans its digests at the same moment is done before these move, or finds it moved.
  await moveSchedule(db, from, to);
  await moveRow(db, from, to);
  await moveSubscriptions(db, from, to);
  await movePosts(db, from, to);
  await moveMarks(db, from, to);
  await moveDigests(db, from, to);
}

async function moveSchedule(db: Database, from: string, to: string): Promise<void> {
  const held = await db
    .selectFrom('schedules')
    .select('channel')
    .where('channel', '=', from)
    .executeTakeFirst();
  if (!held) return;
  await db.deleteFrom('schedules').where('channel', '=', to).execute();
  await db.updateTable('schedules').set({ channel: to }).where('channel', '=', from).execute();
}

async function moveRow(db: Database, from: string, to: string): Promise<void> {
  const row = await db.deleteFrom('channels').where('key', '=', from).returningAll().executeTakeFirst();
  if (!row) return;
  await db
    .insertInto('channels')
    .values({ ...row, key: to, id: channelOfKey(to).id })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((set) => ({
        timeZone: set.fn.coalesce('excluded.timeZone', 'channels.timeZone'),
      })),
    )
    .execute();
}

/** Numbers that people know stay: of two subscriptions with one number, that of `to`, which is younger, gets a new one. */
async function moveSubscriptions(db: Database, from: string, to: string): Promise<void> {
  await db
    .deleteFrom('subscriptions')
    .where('channel', '=', to)
    .where('canonical', 'in', (where) =>
      where
        .selectFrom('subscriptions as same')
        .select('same.canonical')
        .where('same.channel', '=', from)
        .where('same.removedAt', 'is', null),
    )
    .execute();
  const given = await db
    .deleteFrom('subscriptionNumbers')
    .where('channel', 'in', [from, to])
    .returning('last')
    .execute();
  if (given.length === 0) return;
  let last = Math.max(...given.map((row) => row.last));
  const clashing = await db
    .selectFrom('subscriptions as young')
    .innerJoin('subscriptions as old', 'old.number', 'young.number')
    .select('young.number')
    .where('young.channel', '=', to)
    .where('old.channel', '=', from)
    .orderBy('young.number')
    .execute();
  for (const { number } of clashing) {
    last += 1;
    await db
      .updateTable('subscriptions')
      .set({ number: last })
      .where('channel', '=', to)
      .where('number', '=', number)
      .execute();
  }
  await db.updateTable('subscriptions').set({ channel: to }).where('channel', '=', from).execute();
  await db.insertInto('subscriptionNumbers').values({ channel: to, last }).execute();
}

/** A message keeps its id. What is recorded of one under both ids was recorded later under `to`. */
async function movePosts(db: Database, from: string, to: string): Promise<void> {
  for (const table of ['postedPapers', 'postContents', 'posts'] as const) {
    await db
      .deleteFrom(table)
      .where('channel', '=', from)
      .where('messageId', 'in', (where) =>
        where.selectFrom('posts as known').select('known.messageId').where('known.channel', '=', to),
      )
      .execute();
    await db.updateTable(table).set({ channel: to }).where('channel', '=', from).execute();
  }
}

/** Of two marks of the same message, person and emoji the newer one holds; those that came too early find their message. */
async function moveMarks(db: Database, from: string, to: string): Promise<void> {
  const community = communityOf(from);
  const pairs = await db
    .selectFrom('voteMarks as old')
    .innerJoin('voteMarks as kept', (join) =>
      join
        .onRef('kept.community', '=', 'old.community')
        .onRef('kept.messageId', '=', 'old.messageId')
        .onRef('kept.person', '=', 'old.person')
        .onRef('kept.emoji', '=', 'old.emoji'),
    )
    .select(['old.messageId', 'old.person', 'old.emoji', 'old.markOrder', 'kept.markOrder as keptOrder'])
    .where('old.community', '=', community)
    .where('old.place', '=', from)
    .where('kept.place', '=', to)
    .execute();
  for (const { messageId, person, emoji, markOrder, keptOrder } of pairs) {
    await db
      .deleteFrom('voteMarks')
      .where('community', '=', community)
      .where('place', '=', markOrder > keptOrder ? to : from)
      .where('messageId', '=', messageId)
      .where('person', '=', person)
      .where('emoji', '=', emoji)
      .execute();
  }
  for (const column of ['place', 'channel'] as const) {
    await db
      .updateTable('voteMarks')
      .set({ [column]: to })
      .where('community', '=', community)
      .where(column, '=', from)
      .execute();
  }
  const waiting = await db
    .selectFrom('voteMarks')
    .select('messageId')
    .distinct()
    .where('community', '=', community)
    .where('place', '=', to)
    .where('paperId', 'is', null)
    .execute();
  for (const { messageId } of waiting) {
    const post = await readPost(db, to, messageId);
    if (post) await settleWaitingMarks(db, [{ ...post, community }]);
  }
}
