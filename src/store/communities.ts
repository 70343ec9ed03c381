import type { CommunityStore } from './community-store.ts';
import { moveChannel } from './move-channel.ts';
import type { Database } from './schema.ts';
import type { Session } from './session.ts';

/** The tables whose rows belong to a channel by its key. */
const OF_CHANNELS = [
  'subscriptions',
  'subscriptionNumbers',
  'posts',
  'postedPapers',
  'postContents',
  'schedules',
  'digests',
  'claims',
  'steps',
] as const;

export function createCommunityStore({ db, atomically }: Session): CommunityStore {
  return {
    async lose(community, at) {
      await db
        .insertInto('lostCommunities')
        .values({ community, at })
        .onConflict((conflict) => conflict.column('community').doNothing())
        .execute();
    },

    async regain(community) {
      const row = await db
        .deleteFrom('lostCommunities')
        .where('community', '=', community)
        .returning('community')
        .executeTakeFirst();
      return row !== undefined;
    },

    async lostBefore(time) {
      const rows = await db
        .selectFrom('lostCommunities')
        .select('community')
        .where('at', '<', time)
        .orderBy('at')
        .execute();
      return rows.map(({ community }) => community);
    },

    async channels(community) {
      const [from, to] = keysOf(community);
      const rows = await db
        .selectFrom('schedules')
        .select('channel')
        .where('channel', '>=', from)
        .where('channel', '<', to)
        .orderBy('channel')
        .execute();
      return rows.map(({ channel }) => channel);
    },

    moveChannel: (from, to) => atomically((inside) => moveChannel(inside, from, to)),

    forget: (community) => atomically((inside) => forget(inside, community)),
  };
}

async function forget(db: Database, community: string): Promise<void> {
  const [from, to] = keysOf(community);
  for (const table of OF_CHANNELS)
    await db.deleteFrom(table).where('channel', '>=', from).where('channel', '<', to).execute();
  await db.deleteFrom('channels').where('key', '>=', from).where('key', '<', to).execute();
  await db.deleteFrom('voteMarks').where('community', '=', community).execute();
  await db.deleteFrom('installations').where('community', '=', community).execute();
  await db.deleteFrom('lostCommunities').where('community', '=', community).execute();
}

/** The keys of a community's channels lie between these two: `/` is followed by `0` in both engines' order of bytes. */
function keysOf(community: string): [from: string, to: string] {
  return [`${community}/`, `${community}0`];
}
