import { ingest } from '../../src/catalog/ingest.ts';
import { createPercolation } from '../../src/digest/percolation.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { NOW } from '../load/database.ts';
import { createBenchDesk } from '../load/desk.ts';

/** A process as `paperboy start` puts it together: answers one command, takes in one paper, and tells of both. */
const [file = '', round = ''] = process.argv.slice(2);

function say(word: Record<string, unknown>): void {
  console.log(JSON.stringify({ ...word, memory: process.resourceUsage().maxRSS * 1024 }));
}

const store = await openSqliteStore({ file });
const outcome = await createBenchDesk(store)(0, 'today');
if (outcome !== 'answered') throw new Error(`the first command was ${outcome}`);
say({ say: 'answered' });

const title = `A language model that plans with diffusion on graphs, number ${round}`;
const paper = { id: `9999.0000${round}`, title, url: 'https://example.org/', sources: ['bench'] };
let matches = 0;
const arrivals = createPercolation();
const counted = {
  ...arrivals,
  take: async (...taken: Parameters<typeof arrivals.take>) => {
    const [inside, now] = taken;
    const { meet } = inside.matches;
    const watched = {
      ...inside.matches,
      meet: (...met: Parameters<typeof meet>) => {
        matches += met[0].flatMap(({ wantedBy }) => wantedBy).length;
        return meet(...met);
      },
    };
    return arrivals.take({ ...inside, matches: watched }, now);
  },
};
await arrivals.prepare(store);
await ingest(store, { source: 'bench', papers: [paper], seenAt: NOW, receivedAt: NOW }, counted);
say({ say: 'matched', matches });
await store.close();
