import { z } from 'zod';
import { currentId, currentIds } from './aliases.ts';
import { inChunks } from './chunks.ts';
import type { Database } from './schema.ts';
import type { Session } from './session.ts';
import { BUTTON, type VoteStore } from './store.ts';

const rankedPaper = z.object({ paperId: z.string(), votes: z.coerce.number() });

/** The ledger of votes. */
export function createVoteStore({ db, atomically }: Session): VoteStore {
  return {
    mark: (mark) =>
      atomically(async (inside) => {
        const { community, channel, person, emoji, order, at } = mark;
        const isButton = emoji === BUTTON;
        const named = isButton ? mark.messageId : mark.paperId;
        const paperId = named === undefined ? null : await currentId(inside, named);
        await inside
          .insertInto('voteMarks')
          .values({
            community,
            place: isButton ? '' : channel,
            messageId: isButton ? (paperId as string) : mark.messageId,
            person,
            emoji,
            channel,
            paperId,
            isOn: mark.on ? 1 : 0,
            markOrder: order,
            at,
          })
          .onConflict((conflict) =>
            conflict
              .columns(['community', 'place', 'messageId', 'person', 'emoji'])
              .doUpdateSet((set) => ({
                channel: set.ref('excluded.channel'),
                paperId: set.fn.coalesce('excluded.paperId', 'voteMarks.paperId'),
                isOn: set.ref('excluded.isOn'),
                markOrder: set.ref('excluded.markOrder'),
                // A vote that is only seen again was cast when it was cast.
                at: set
                  .case()
                  .when(set.and([set('voteMarks.isOn', '=', 1), set('excluded.isOn', '=', 1)]))
                  .then(set.ref('voteMarks.at'))
                  .else(set.ref('excluded.at'))
                  .end(),
              }))
              .whereRef('excluded.markOrder', '>=', 'voteMarks.markOrder'),
          )
          .execute();
      }),

    standingOn: (channel, messageId) =>
      db
        .selectFrom('voteMarks')
        .select(['person', 'emoji'])
        .where('place', '=', channel)
        .where('messageId', '=', messageId)
        .where('isOn', '=', 1)
        .execute(),

    async count(community, paperIds) {
      const counts = await countEach(db, community, paperIds);
      // Looked up second, so that a paper that gets a better id meanwhile is not missed.
      const current = await currentIds(
        db,
        paperIds.filter((id) => !counts.has(id)),
      );
      const renamed = paperIds.filter((id) => current(id) !== id);
      const better = await countEach(db, community, renamed.map(current));
      for (const id of renamed) {
        const votes = better.get(current(id));
        if (votes !== undefined) counts.set(id, votes);
      }
      return counts;
    },

    async buttonOn(community, person, paperId) {
      const row = await db
        .selectFrom('voteMarks')
        .select('isOn')
        .where('community', '=', community)
        .where('place', '=', '')
        .where('messageId', '=', (where) =>
          where.fn.coalesce(
            where.selectFrom('paperAliases').select('paperId').where('id', '=', paperId),
            where.val(paperId),
          ),
        )
        .where('person', '=', person)
        .where('emoji', '=', BUTTON)
        .executeTakeFirst();
      return row?.isOn === 1;
    },

    async top({ community, channel, since, limit }) {
      const rows = await db
        .selectFrom('voteMarks')
        .select((select) => ['paperId', select.fn.count('person').distinct().as('votes')])
        .where('community', '=', community)
        .where('isOn', '=', 1)
        .where('paperId', 'is not', null)
        .$if(channel !== undefined, (query) => query.where('channel', '=', channel as string))
        .$if(since !== undefined, (query) => query.where('at', '>=', since as number))
        .groupBy('paperId')
        .orderBy('votes', 'desc')
        .orderBy('paperId')
        .limit(limit)
        .execute();
      return rows.map((row) => rankedPaper.parse(row));
    },
  };
}

async function countEach(
  db: Database,
  community: string,
  paperIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await inChunks([...new Set(paperIds)], (chunk) =>
    db
      .selectFrom('voteMarks')
      .select((select) => ['paperId', select.fn.count('person').distinct().as('votes')])
      .where('community', '=', community)
      .where('paperId', 'in', chunk)
      .where('isOn', '=', 1)
      .groupBy('paperId')
      .execute(),
  );
  return new Map(rows.map((row) => rankedPaper.parse(row)).map(({ paperId, votes }) => [paperId, votes]));
}
