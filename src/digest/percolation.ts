import type { Arrivals } from '../catalog/ingest.ts';
import { parseQuery } from '../query/parser.ts';
import { createPercolator } from '../query/percolator/percolator.ts';
import { QueryError } from '../query/query-error.ts';
import type { FollowChange, Meeting } from '../store/digest-store.ts';
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
  /** What is followed was brought here up to this revision; undefined before the first time. */
  let known: number | undefined;

  let preparing: Promise<void> | undefined;

  /**
   * Brings the index to what is followed now. It may run in a transaction and outside of one at the same time: what
   * another run brought here meanwhile is never overwritten with what was read before.
   */
  async function bring(store: Store): Promise<void> {
    for (;;) {
      const before = known;
      const revision = await store.matches.followedRevision();
      // A transaction may see less than what is known from outside of it.
      if (before !== undefined && revision <= before) return;
      const changes: readonly FollowChange[] =
        before === undefined ? await store.matches.followed() : await store.matches.followChanges(before);
      if (known !== before) continue;
      for (const { canonical, query } of changes) {
        const id = ids.get(canonical);
        if (query === undefined && id !== undefined) remove(canonical, id);
        if (query !== undefined && id === undefined) add(canonical, query);
      }
      known = revision;
      return;
    }
  }

  /** Of several at once, such as at the start, one reads all that is followed. */
  function prepare(store: Store): Promise<void> {
    preparing ??= bring(store).finally(() => {
      preparing = undefined;
    });
    return preparing;
  }

  function remove(canonical: string, id: number): void {
    percolator.remove(id);
    ids.delete(canonical);
    free.push(id);
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
      await bring(inside);
      const papers = await inside.matches.news(now - RULES.newsWindow, through);
      const meetings = papers.map((paper): Meeting => {
        const wantedBy = Array.from(percolator.match(paper), (id) => canonicals[id] as string);
        return { paperId: paper.id, wantedBy, isLate: (paper.newsAt ?? 0) < now - RULES.lateMatch };
      });
      await inside.matches.meet(meetings, revision);
    },
  };
}
