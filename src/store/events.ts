import type { EventStore } from './community-store.ts';
import type { Session } from './session.ts';

export function createEventStore({ db }: Session): EventStore {
  return {
    async isNew(eventId, at) {
      const row = await db
        .insertInto('seenEvents')
        .values({ eventId, at })
        .onConflict((conflict) => conflict.column('eventId').doNothing())
        .returning('eventId')
        .executeTakeFirst();
      return row !== undefined;
    },

    async forget(before) {
      await db.deleteFrom('seenEvents').where('at', '<', before).execute();
    },
  };
}
