import { CamelCasePlugin, type Kysely } from 'kysely';
import { createChannelStore } from './channels.ts';
import { createCommunityStore } from './communities.ts';
import { createEventStore } from './events.ts';
import { createInstallationStore } from './installations.ts';
import { JustPut } from './just-put.ts';
import { createLedgerStore } from './ledger.ts';
import { createMatchIndexes, type MatchIndex } from './match-index.ts';
import { createMatchStore } from './matches.ts';
import { createPaperStore } from './papers.ts';
import { createPostStore } from './posts.ts';
import { createScheduleStore } from './schedules.ts';
import type { Schema } from './schema.ts';
import { createSessions, type Engine, type Session } from './session.ts';
import { createSourceStore } from './sources.ts';
import type { Store } from './store.ts';
import { createVoteStore } from './votes.ts';

export interface KyselyStore {
  readonly store: Store;
  /** For what lives in the same database beside the store. */
  readonly session: Session;
}

/**
 * The store over either engine. `db` has a schema that is up to date, comes without plugins, and is closed with the
 * store; `engine` says what it does in its own way.
 */
export function createKyselyStore(db: Kysely<unknown>, engine: Engine): KyselyStore {
  const camelCase = (db as Kysely<Schema>).withPlugin(new CamelCasePlugin());
  const sessions = createSessions(camelCase, engine);
  const matchIndexes = createMatchIndexes();
  let closed: Promise<void> | undefined;
  const store: Store = {
    ...parts(sessions.root, matchIndexes.root),
    transaction: (work) =>
      sessions.transaction((session) =>
        work({
          ...parts(session, matchIndexes.inTransaction(), new JustPut()),
          transaction: refuse,
          close: refuse,
        }),
      ),
    close() {
      // What was asked for before is still done: a query comes first at the connection.
      closed ??= sessions
        .ended()
        .then(() => camelCase.connection().execute(async () => {}))
        // A database that is away has nothing left to do.
        .catch(() => {})
        .then(() => camelCase.destroy());
      return closed;
    },
  };
  return { store, session: sessions.root };
}

function parts(
  session: Session,
  matchIndex: MatchIndex,
  justPut?: JustPut,
): Omit<Store, 'transaction' | 'close'> {
  return {
    papers: createPaperStore(session, matchIndex, justPut),
    sources: createSourceStore(session),
    channels: createChannelStore(session),
    posts: createPostStore(session),
    votes: createVoteStore(session),
    schedules: createScheduleStore(session),
    matches: createMatchStore(session, matchIndex, justPut),
    ledger: createLedgerStore(session),
    events: createEventStore(session),
    communities: createCommunityStore(session),
    installations: createInstallationStore(session),
  };
}

async function refuse(): Promise<never> {
  throw new Error('A transaction can neither begin another one nor close the store');
}
