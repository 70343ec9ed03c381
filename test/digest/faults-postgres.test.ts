import { afterAll, describe } from 'vitest';
import {
  createTestDatabase,
  NEEDS_POSTGRES,
  TEST_POSTGRES_URL,
  type TestDatabase,
} from '../store/test-postgres.ts';
import { describeFaults } from './faults.ts';

describe.skipIf(!TEST_POSTGRES_URL)(`three processes on one PostgreSQL${NEEDS_POSTGRES}`, () => {
  let database: TestDatabase;
  // Registered first, so that it runs when the processes have gone.
  afterAll(() => database?.drop());
  describeFaults(async () => {
    database = await createTestDatabase();
    return { channels: 120, postgres: database.url, processes: 3 };
  });
});
