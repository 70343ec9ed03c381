import { z } from 'zod';
import { currentId, currentIds } from './aliases.ts';
import { inChunks } from './chunks.ts';
import type { Database } from './schema.ts';
import type { Session } from './session.ts';
import { BUTTON, type VoteStore } from './store.ts';

const rankedPaper = z.object({ paperId: z.string(), votes: z.coerce.number() });
const countedPaper = rankedPaper.extend({ community: z.string() });

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
      return (await countIn(db, [community], paperIds)).get(community) ?? new Map();
    },

    countIn: (communities, paperIds) => countIn(db, communities, paperIds),

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

type Counts = Map<string, Map<string, number>>;

async function countIn(
  db: Database,
  communities: readonly string[],
  paperIds: readonly string[],
): Promise<Counts> {
  const counts = await countEach(db, communities, paperIds);
  // Looked up second, so that a paper that gets a better id meanwhile is not missed.
  const current = await currentIds(
    db,
    paperIds.filter((id) => communities.some((community) => !counts.get(community)?.has(id))),
  );
  const renamed = paperIds.filter((id) => current(id) !== id);
  const better = await countEach(db, communities, renamed.map(current));
  for (const [community, votes] of better) {
    for (const id of renamed) {
      const votesNow = votes.get(current(id));
      if (votesNow !== undefined) keep(counts, community, id, votesNow);
    }
  }
  return counts;
}

async function countEach(
  db: Database,
  communities: readonly string[],
  paperIds: readonly string[],
): Promise<Counts> {
  const counts: Counts = new Map();
  if (communities.length === 0) return counts;
  const rows = await inChunks([...new Set(paperIds)], (chunk) =>
    db
      .selectFrom('voteMarks')
      .select((select) => ['community', 'paperId', select.fn.count('person').distinct().as('votes')])
      .where('community', 'in', communities)
      .where('paperId', 'in', chunk)
      .where('isOn', '=', 1)
      .groupBy(['community', 'paperId'])
      .execute(),
  );
  for (const row of rows) {
    const { community, paperId, votes } = countedPaper.parse(row);
    keep(counts, community, paperId, votes);
  }
  return counts;
}

function keep(counts: Counts, community: string, paperId: string, votes: number): void {
  const held = counts.get(community) ?? new Map<string, number>();
  counts.set(community, held.set(paperId, votes));
}
