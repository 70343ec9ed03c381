import { POSTGRES_CLAIMS, SQLITE_CLAIMS } from './claim-work.ts';
import { isConflict } from './postgres-error.ts';
import { POSTGRES_SEARCH } from './postgres-search.ts';
import { SQLITE_SEARCH } from './search-text.ts';
import type { Engine } from './session.ts';

export const SQLITE: Engine = { claimWork: SQLITE_CLAIMS, searchText: SQLITE_SEARCH };
export const POSTGRES: Engine = {
  claimWork: POSTGRES_CLAIMS,
  searchText: POSTGRES_SEARCH,
  conflicts: { isolation: 'serializable', isOne: isConflict },
};
