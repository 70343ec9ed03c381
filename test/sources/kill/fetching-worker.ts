import { createPercolation } from '../../../src/digest/percolation.ts';
import { createFetcher } from '../../../src/sources/fetching/fetcher.ts';
import { createHuggingFaceSource } from '../../../src/sources/hugging-face-source.ts';
import { takeIn } from '../../../src/sources/take-in.ts';
import { openKeyv } from '../../../src/store/open-keyv.ts';
import { openSqlite } from '../../../src/store/open-sqlite.ts';

/**
 * Fetches from a server into a database file until it has ended or is killed: `FILE ORIGIN NOW`. Each id is printed on
 * a line of its own once it is held for good.
 */
const [file = '', endpoint = '', now = ''] = process.argv.slice(2);
const opened = await openSqlite({ file });
const fetcher = createFetcher({ userAgent: 'Paperboy test', cache: openKeyv(opened, 'fetched') });
const source = createHuggingFaceSource({ fetcher, endpoint });
const acknowledging = {
  ...source,
  async *fetch(asking: Parameters<typeof source.fetch>[0]) {
    for await (const haul of source.fetch(asking)) {
      yield haul;
      // Whoever takes the next one has the one before in the database.
      for (const { id } of haul.papers) process.stdout.write(`${id}\n`);
    }
  },
};
await takeIn({ store: opened.store, arrivals: createPercolation(), now: () => Number(now) }, acknowledging);
process.stdout.write('done\n');
await opened.store.close();
