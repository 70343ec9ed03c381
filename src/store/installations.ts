import type { InstallationStore } from './community-store.ts';
import type { Database } from './schema.ts';
import type { Session } from './session.ts';

export function createInstallationStore({ db, atomically }: Session): InstallationStore {
  return {
    put: (community, sealed) => write(db, { community, sealed, parent: null }),

    join: (community, parent) =>
      atomically(async (inside) => {
        const own = await read(inside, community);
        if (own?.sealed != null || own?.parent === parent) return false;
        await write(inside, { community, sealed: null, parent });
        return true;
      }),

    async get(community) {
      const own = await read(db, community);
      const holder = own?.sealed == null && own?.parent ? await read(db, own.parent) : own;
      return holder?.sealed == null ? undefined : { owner: holder.community, sealed: holder.sealed };
    },

    remove: (community) =>
      atomically(async (inside) => {
        const gone = await inside
          .deleteFrom('installations')
          .where((where) => where.or([where('community', '=', community), where('parent', '=', community)]))
          .returning('community')
          .execute();
        return [...new Set([community, ...gone.map((row) => row.community)])].sort();
      }),
  };
}

interface Row {
  readonly community: string;
  readonly sealed: string | null;
  readonly parent: string | null;
}

function read(db: Database, community: string): Promise<Row | undefined> {
  return db.selectFrom('installations').selectAll().where('community', '=', community).executeTakeFirst();
}

async function write(db: Database, row: Row): Promise<void> {
  const { sealed, parent } = row;
  await db
    .insertInto('installations')
    .values(row)
    .onConflict((conflict) => conflict.column('community').doUpdateSet({ sealed, parent }))
    .execute();
}
