import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { home } from './program.ts';

test('what goes wrong on our side is logged with its words and where it came from', async () => {
  const { folder, run } = home();
  await run(['say', 'help']);
  const database = new DatabaseSync(join(folder, 'data', 'paperboy.db'));
  database.exec('drop table subscriptions');
  database.close();
  const { out, err } = await run(['say', 'subscriptions']);
  const [, id] = /logged as (\w+)/.exec(out + err) ?? [];
  const logged = err.split('\n').find((line) => line.startsWith('{')) ?? '{}';
  expect(JSON.parse(logged)).toMatchObject({
    id,
    error: { message: 'no such table: subscriptions', stack: expect.stringContaining('src/') },
  });
});
