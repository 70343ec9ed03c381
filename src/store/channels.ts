import { z } from 'zod';
import { channelKey } from '../platform/platform.ts';
import { inChunks } from './chunks.ts';
import { NEVER_MET } from './matches.ts';
import { presentFields } from './present-fields.ts';
import { nextRevision } from './revisions.ts';
import type { Database } from './schema.ts';
import type { Session } from './session.ts';
import type { Channel, ChannelStore, Subscription } from './store.ts';

const channelRow = z.object({
  key: z.string(),
  platform: z.string(),
  community: z.string(),
  id: z.string(),
  timeZone: z.string().exactOptional(),
});

const subscriptionRow = z.object({
  channel: z.string(),
  number: z.coerce.number(),
  query: z.string(),
  canonical: z.string(),
  createdBy: z.string(),
  createdByName: z.string(),
  createdAt: z.coerce.number(),
  startsWith: z.string().exactOptional(),
});

/** The channels and what they follow. */
export function createChannelStore({ db, atomically, tellFollowed }: Session): ChannelStore {
  /** The revision of a change to what is followed, which is told to all processes. */
  async function nextFollowed(inside: Database): Promise<number> {
    const revision = await nextRevision(inside, 'followed');
    await tellFollowed(inside, revision);
    return revision;
  }

  return {
    async put({ platform, community, id }, timeZone) {
      const key = channelKey({ platform, community, id });
      const row = await db
        .insertInto('channels')
        .values({ key, platform, community, id, timeZone: timeZone ?? null })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((set) => ({
            timeZone: set.fn.coalesce('excluded.timeZone', 'channels.timeZone'),
          })),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      return readChannel(row);
    },

    async get(key) {
      const row = await db.selectFrom('channels').selectAll().where('key', '=', key).executeTakeFirst();
      return row && readChannel(row);
    },

    async subscriptions(channel) {
      return (await subscriptionsIn(db, [channel])).get(channel) ?? [];
    },

    subscriptionsIn: (channels) => subscriptionsIn(db, channels),

    subscribe: (subscription) =>
      atomically(async (inside) => {
        const { channel, query, canonical, createdBy, createdByName, createdAt, startsWith } = subscription;
        await followAnew(inside, [canonical]);
        const revision = await nextFollowed(inside);
        const { last } = await inside
          .insertInto('subscriptionNumbers')
          .values({ channel, last: 1 })
          .onConflict((conflict) =>
            conflict
              .column('channel')
              .doUpdateSet((set) => ({ last: set('subscriptionNumbers.last', '+', 1) })),
          )
          .returning('last')
          .executeTakeFirstOrThrow();
        const row = await inside
          .insertInto('subscriptions')
          .values({
            channel,
            number: last,
            query,
            canonical,
            createdBy,
            createdByName,
            createdAt,
            startsWith: startsWith ?? null,
            revision,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        return readSubscription(row);
      }),

    unsubscribe: (channel, numbers, at) =>
      atomically(async (inside) => {
        if (numbers.length === 0) return [];
        const rows = await inside
          .updateTable('subscriptions')
          .set({ removedAt: at, revision: await nextFollowed(inside) })
          .where('channel', '=', channel)
          .where('number', 'in', numbers)
          .where('removedAt', 'is', null)
          .returningAll()
          .execute();
        return readByNumber(rows);
      }),

    restore: (channel, numbers) =>
      atomically(async (inside) => {
        if (numbers.length === 0) return [];
        const removed = inside
          .selectFrom('subscriptions')
          .where('channel', '=', channel)
          .where('number', 'in', numbers)
          .where('removedAt', 'is not', null);
        const canonicals = (await removed.select('canonical').execute()).map(({ canonical }) => canonical);
        if (canonicals.length === 0) return [];
        await followAnew(inside, canonicals);
        const revision = await nextFollowed(inside);
        const rows = await inside
          .updateTable('subscriptions')
          .set({ removedAt: null, revision })
          .where('channel', '=', channel)
          .where('number', 'in', numbers)
          .where('removedAt', 'is not', null)
          .returningAll()
          .execute();
        return readByNumber(rows);
      }),
  };
}

/** Papers that came while nobody followed a query have not met it: it meets them as a new one does. */
async function followAnew(db: Database, canonicals: readonly string[]): Promise<void> {
  for (const canonical of canonicals) {
    await db
      .insertInto('queries')
      .values({ canonical, through: NEVER_MET })
      .onConflict((conflict) =>
        conflict
          .column('canonical')
          .doUpdateSet({ through: NEVER_MET })
          .where((where) =>
            where.not(
              where.exists(
                where
                  .selectFrom('subscriptions')
                  .select('number')
                  .where('canonical', '=', canonical)
                  .where('removedAt', 'is', null),
              ),
            ),
          ),
      )
      .execute();
  }
}

function readChannel(row: object): Channel {
  return channelRow.parse(presentFields(row));
}

function readSubscription(row: object): Subscription {
  return subscriptionRow.parse(presentFields(row));
}

async function subscriptionsIn(
  db: Database,
  channels: readonly string[],
): Promise<Map<string, Subscription[]>> {
  const rows = await inChunks(channels, (chunk) =>
    db
      .selectFrom('subscriptions')
      .selectAll()
      .where('channel', 'in', chunk)
      .where('removedAt', 'is', null)
      .execute(),
  );
  return Map.groupBy(readByNumber(rows), ({ channel }) => channel);
}

/** Rows come in no promised order. */
function readByNumber(rows: readonly object[]): Subscription[] {
  return rows.map(readSubscription).sort((left, right) => left.number - right.number);
}
