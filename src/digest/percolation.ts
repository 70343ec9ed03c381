import type { Arrivals } from '../catalog/ingest.ts';
import { parseQuery } from '../query/parser.ts';
import { createPercolator } from '../query/percolator/percolator.ts';
import { QueryError } from '../query/query-error.ts';
import type { Meeting } from '../store/digest-store.ts';
import type { Store } from '../store/store.ts';
import { RULES } from './rules.ts';

/**
 * Matches papers against all followed queries at once, as they come in and as they change (DESIGN section 3). One match
 * is stored for each distinct query and paper, in the transaction of the paper. Queries that are new meet the papers that
 * came before them in `percolate`.
 */
export function createPercolation(): Arrivals {
  const percolator = createPercolator();
  const ids = new Map<string, number>();
  const canonicals: string[] = [];
  const free: number[] = [];
  let known = -1;

  /** Brings the index to what is followed now. */
  async function prepare(store: Store): Promise<void> {
    const revision = await store.matches.followedRevision();
    if (revision === known) return;
    const followed = new Map(
      (await store.matches.followed()).map(({ canonical, query }) => [canonical, query]),
    );
    for (const [canonical, id] of ids) {
      if (followed.has(canonical)) continue;
      percolator.remove(id);
      ids.delete(canonical);
      free.push(id);
    }
    for (const [canonical, text] of followed) if (!ids.has(canonical)) add(canonical, text);
    known = revision;
  }

  function add(canonical: string, text: string): void {
    const id = free.pop() ?? canonicals.length;
    ids.set(canonical, id);
    canonicals[id] = canonical;
    try {
      percolator.add(id, parseQuery(text));
    } catch (error) {
      // A query that an earlier version of the language took and this one does not finds nothing.
      if (!(error instanceof QueryError)) throw error;
    }
  }

  return {
    prepare,
    async take(inside, now) {
      await inside.matches.alone();
      const revision = await inside.matches.revision();
      const through = await inside.matches.percolated();
      if (through === revision) return;
      await prepare(inside);
      const papers = await inside.matches.news(now - RULES.newsWindow, through);
      const meetings = papers.map((paper): Meeting => {
        const wantedBy = Array.from(percolator.match(paper), (id) => canonicals[id] as string);
        return { paperId: paper.id, wantedBy, isLate: (paper.newsAt ?? 0) < now - RULES.lateMatch };
      });
      await inside.matches.meet(meetings, revision);
    },
  };
}
