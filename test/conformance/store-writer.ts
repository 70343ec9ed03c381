import { writeSync } from 'node:fs';
import type { Store } from '../../src/store/store.ts';
import { heldPaper } from './store-samples.ts';

/** The paper whose upvotes count the transactions of all writers. */
export const COUNTER = 'counter';

/**
 * What a second process does: `count` transactions, each of which writes two papers and counts itself. A number is
 * printed once the store has said that its transaction is kept.
 */
export async function writeAndTell(store: Store, name: string, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    await store.transaction(async (inside) => {
      const upvotes = (await inside.papers.get(COUNTER))?.upvotes ?? 0;
      for (const id of pair(name, number)) await inside.papers.put(heldPaper(id));
      await inside.papers.put(heldPaper(COUNTER, { upvotes: upvotes + 1 }));
    });
    writeSync(1, `${number}\n`);
  }
  await store.close();
}

/** The two papers of a writer's transaction. */
export function pair(name: string, number: number): [string, string] {
  return [`${name}-${number}-left`, `${name}-${number}-right`];
}
