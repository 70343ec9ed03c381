import { expect, onTestFinished, test } from 'vitest';
import { NEEDS_POSTGRES, TEST_POSTGRES_URL, useTestDatabase } from '../store/test-postgres.ts';
import { home } from './program.ts';

test.skipIf(!TEST_POSTGRES_URL)(
  `a database that takes no papers is named, with the next step, at the start${NEEDS_POSTGRES}`,
  async () => {
    const { url, query } = await useTestDatabase();
    const { run } = home();
    await run(['doctor'], { DATABASE_URL: url });
    const user = `paperboy_test_${crypto.randomUUID().replaceAll('-', '')}`;
    await query(`create role ${user} login; grant select on all tables in schema public to ${user}`);
    onTestFinished(async () => void (await query(`drop owned by ${user}; drop role ${user}`)));
    const reader = new URL(url);
    reader.username = user;
    const { code, err } = await run(['say', 'top'], { DATABASE_URL: reader.href });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^The database \w+ at \S+ may not be changed by this user\. Give the user the right .*\n$/,
    );
  },
);
