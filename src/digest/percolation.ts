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
  /** Of each query's number, its place in the percolator, and the other way round. */
  const places = new Map<number, number>();
  const queries: number[] = [];
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
      for (const { id, query } of changes) {
        const place = places.get(id);
        if (query === undefined && place !== undefined) remove(id, place);
        if (query !== undefined && place === undefined) add(id, query);
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

  function remove(id: number, place: number): void {
    percolator.remove(place);
    places.delete(id);
    free.push(place);
  }

  function add(id: number, text: string): void {
    const place = free.pop() ?? queries.length;
    places.set(id, place);
    queries[place] = id;
    try {
      percolator.add(place, parseQuery(text));
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
        const wantedBy = Array.from(percolator.match(paper), (place) => queries[place] as number);
        return { paperId: paper.id, wantedBy, isLate: (paper.newsAt ?? 0) < now - RULES.lateMatch };
      });
      await inside.matches.meet(meetings, revision);
    },
  };
}
