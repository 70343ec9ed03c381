import { setTimeout } from 'node:timers/promises';
import { POSTGRES_CLAIMS, SQLITE_CLAIMS } from './claim-work.ts';
import { POSTGRES_LISTED, SQLITE_LISTED } from './listed.ts';
import { isConflict } from './postgres-error.ts';
import { POSTGRES_SEARCH } from './postgres-search.ts';
import { SQLITE_SEARCH } from './search-text.ts';
import type { Engine } from './session.ts';
import { POSTGRES_TELLS, SQLITE_TELLS } from './tell-followed.ts';

export const SQLITE: Engine = {
  claimWork: SQLITE_CLAIMS,
  searchText: SQLITE_SEARCH,
  listed: SQLITE_LISTED,
  tellFollowed: SQLITE_TELLS,
};
export const POSTGRES: Engine = {
  claimWork: POSTGRES_CLAIMS,
  searchText: POSTGRES_SEARCH,
  listed: POSTGRES_LISTED,
  tellFollowed: POSTGRES_TELLS,
  conflicts: { isolation: 'serializable', isOne: isConflict, sleep: setTimeout },
};
