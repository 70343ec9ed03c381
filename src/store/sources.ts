import { z } from 'zod';
import { presentFields } from './present-fields.ts';
import type { Session } from './session.ts';
import type { SourceStore } from './store.ts';

const sourceState = z.object({
  name: z.string(),
  lastSuccessAt: z.coerce.number().exactOptional(),
  lastError: z.string().exactOptional(),
  lastErrorAt: z.coerce.number().exactOptional(),
  note: z.string().exactOptional(),
  nextAt: z.coerce.number().exactOptional(),
  missedFrom: z.string().exactOptional(),
  missedTo: z.string().exactOptional(),
});

/** What became of each source's fetches. An error stays known after a success; the times tell which came last. */
export function createSourceStore({ db }: Session): SourceStore {
  return {
    async succeeded(name, at, noted) {
      const note = noted ?? null;
      await db
        .insertInto('sources')
        .values({ name, lastSuccessAt: at, note })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ lastSuccessAt: at, note })
            .where((where) =>
              where.or([where('sources.lastSuccessAt', 'is', null), where('sources.lastSuccessAt', '<', at)]),
            ),
        )
        .execute();
    },

    async failed(name, at, error) {
      await db
        .insertInto('sources')
        .values({ name, lastErrorAt: at, lastError: error })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ lastErrorAt: at, lastError: error })
            .where((where) =>
              where.or([where('sources.lastErrorAt', 'is', null), where('sources.lastErrorAt', '<=', at)]),
            ),
        )
        .execute();
    },

    async plan(name, nextAt) {
      await db
        .insertInto('sources')
        .values({ name, nextAt })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ nextAt }))
        .execute();
    },

    async missed(name, days) {
      const known = await db
        .selectFrom('sources')
        .select(['missedFrom', 'missedTo'])
        .where('name', '=', name)
        .executeTakeFirst();
      const span = days && {
        missedFrom: [days.from, known?.missedFrom ?? days.from].sort()[0] ?? null,
        missedTo: [days.to, known?.missedTo ?? days.to].sort()[1] ?? null,
      };
      const set = span ?? { missedFrom: null, missedTo: null };
      await db
        .insertInto('sources')
        .values({ name, ...set })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(set))
        .execute();
    },

    async newestEdition(name) {
      const { newest } = await db
        .selectFrom('listings')
        .select((select) => select.fn.max('listedOn').as('newest'))
        .where('source', '=', name)
        .executeTakeFirstOrThrow();
      return newest ?? undefined;
    },

    async all() {
      const rows = await db.selectFrom('sources').selectAll().orderBy('name').execute();
      return rows.map((row) => sourceState.parse(presentFields(row)));
    },

    async anySucceeded(except) {
      const row = await db
        .selectFrom('sources')
        .select('name')
        .where('lastSuccessAt', 'is not', null)
        .$if(except.length > 0, (query) => query.where('name', 'not in', except))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
