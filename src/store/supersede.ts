import type { Database } from './schema.ts';
import { BUTTON } from './store.ts';
import { unmatch } from './unmatch.ts';

/** Hands all that is known of the paper `from` to `to`, and forgets its row. Runs in a transaction. */
export async function supersede(db: Database, from: string, to: string): Promise<void> {
  if (from === to) return;
  await moveListings(db, from, to);
  await db.updateTable('postedPapers').set({ paperId: to }).where('paperId', '=', from).execute();
  await moveButtons(db, from, to);
  await db.updateTable('voteMarks').set({ paperId: to }).where('paperId', '=', from).execute();
  await moveClaims(db, from, to);
  await moveCards(db, from, to);
  // What the paper matches under its better id is found out like that of any changed paper.
  await unmatch(db, [from]);
  await db.deleteFrom('papers').where('id', '=', from).execute();
  await db.updateTable('paperAliases').set({ paperId: to }).where('paperId', '=', from).execute();
  await db
    .insertInto('paperAliases')
    .values({ id: from, paperId: to })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ paperId: to }))
    .execute();
}

/** Where both papers are in one list, the better place stays. */
async function moveListings(db: Database, from: string, to: string): Promise<void> {
  const pairs = await db
    .selectFrom('listings as old')
    .innerJoin('listings as kept', (join) =>
      join.onRef('kept.listedOn', '=', 'old.listedOn').onRef('kept.source', '=', 'old.source'),
    )
    .select(['old.listedOn', 'old.source', 'old.position', 'kept.position as keptPosition'])
    .where('old.paperId', '=', from)
    .where('kept.paperId', '=', to)
    .execute();
  for (const { listedOn, source, position, keptPosition } of pairs) {
    await db
      .deleteFrom('listings')
      .where('listedOn', '=', listedOn)
      .where('source', '=', source)
      .where('paperId', '=', position < keptPosition ? to : from)
      .execute();
  }
  await db.updateTable('listings').set({ paperId: to }).where('paperId', '=', from).execute();
}

/** Where a channel got both papers, the digest that had one first keeps it; in one digest, the better place. */
async function moveClaims(db: Database, from: string, to: string): Promise<void> {
  const pairs = await db
    .selectFrom('claims as old')
    .innerJoin('claims as kept', 'kept.channel', 'old.channel')
    .select([
      'old.channel',
      'old.digest',
      'old.place',
      'kept.digest as keptDigest',
      'kept.place as keptPlace',
    ])
    .where('old.paperId', '=', from)
    .where('kept.paperId', '=', to)
    .execute();
  for (const { channel, digest, place, keptDigest, keptPlace } of pairs) {
    const isOldFirst = digest === keptDigest ? place < keptPlace : digest < keptDigest;
    await db
      .deleteFrom('claims')
      .where('channel', '=', channel)
      .where('paperId', '=', isOldFirst ? to : from)
      .execute();
  }
  await db.updateTable('claims').set({ paperId: to }).where('paperId', '=', from).execute();
}

/** A card that would show the paper in its channel a second time has no paper any more, and is not posted. */
async function moveCards(db: Database, from: string, to: string): Promise<void> {
  await db.updateTable('steps').set({ paperId: to }).where('paperId', '=', from).execute();
  await db
    .updateTable('steps')
    .set({ paperId: null })
    .where('paperId', '=', to)
    .where('state', '=', 'pending')
    .where((where) =>
      where.or([
        where.not(
          where.exists(
            where
              .selectFrom('claims')
              .select('claims.place')
              .whereRef('claims.digest', '=', 'steps.digest')
              .where('claims.paperId', '=', to),
          ),
        ),
        where.exists(
          where
            .selectFrom('steps as other')
            .select('other.key')
            .whereRef('other.digest', '=', 'steps.digest')
            .where('other.paperId', '=', to)
            .where((card) =>
              card.or([
                card('other.state', 'in', ['sending', 'sent', 'uncertain']),
                card.and([
                  card('other.state', '=', 'pending'),
                  card('other.place', '<', card.ref('steps.place')),
                ]),
              ]),
            ),
        ),
      ]),
    )
    .execute();
}

/** A button's mark stands on the paper itself: where a person pressed both papers' buttons, the newer press holds. */
async function moveButtons(db: Database, from: string, to: string): Promise<void> {
  const pairs = await db
    .selectFrom('voteMarks as old')
    .innerJoin('voteMarks as kept', (join) =>
      join.onRef('kept.community', '=', 'old.community').onRef('kept.person', '=', 'old.person'),
    )
    .select(['old.community', 'old.person', 'old.markOrder', 'kept.markOrder as keptOrder'])
    .where('old.paperId', '=', from)
    .where('old.emoji', '=', BUTTON)
    .where('kept.paperId', '=', to)
    .where('kept.emoji', '=', BUTTON)
    .execute();
  for (const { community, person, markOrder, keptOrder } of pairs) {
    await db
      .deleteFrom('voteMarks')
      .where('emoji', '=', BUTTON)
      .where('community', '=', community)
      .where('person', '=', person)
      .where('paperId', '=', markOrder > keptOrder ? to : from)
      .execute();
  }
  await db
    .updateTable('voteMarks')
    .set({ messageId: to })
    .where('paperId', '=', from)
    .where('emoji', '=', BUTTON)
    .execute();
}
