import { type Arrivals, ingest } from '../catalog/ingest.ts';
import type { Store } from '../store/store.ts';
import { addDays, dayAt } from '../time/plain-date.ts';
import { type Haul, type Manner, OVERLAP, type Source } from './source.ts';

/** So many papers go into the catalog at once: a transaction stays short. */
const BATCH = 20;
const MOST_NOTED = 3;

export interface TakingIn {
  readonly store: Store;
  readonly arrivals?: Arrivals | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a fetch or a backfilled day brought. */
export interface TakenIn {
  readonly hauls: number;
  readonly papers: number;
  readonly added: number;
  readonly changed: number;
  /** What was odd, each thing once. */
  readonly notes: readonly string[];
}

/**
 * Fetches what is new at a source and takes it into the catalog. Only when all of it is there the fetch counts as good:
 * one that is broken off is made again from the same day on. A source that has nothing to look at leaves no trace.
 *
 * @throws UserError where the source fails; what came before that is kept
 */
export async function takeIn(taking: TakingIn, source: Source, asked: Manner = {}): Promise<TakenIn> {
  const { store, now } = taking;
  const { name } = source;
  const startedAt = now();
  const { lastSuccessAt } = (await store.sources.all()).find((state) => state.name === name) ?? {};
  const newestEdition = await store.sources.newestEdition(name);
  const taken = await takeHauls(
    taking,
    source,
    source.fetch({ now: startedAt, lastSuccessAt, newestEdition, ...asked }),
    newsRule(startedAt, lastSuccessAt),
  );
  if (taken.hauls === 0) return taken;
  const note = noteOf(taken.notes);
  await ingest(store, {
    ...{ source: name, papers: [], seenAt: startedAt, receivedAt: startedAt, note },
  });
  return taken;
}

/** Takes in what a source listed on a past day. None of it is news, and it is no fetch. */
export async function takeInDay(
  taking: TakingIn,
  source: Source,
  date: string,
  asked: Manner = {},
): Promise<TakenIn> {
  const hauls = source.day?.(date, { now: taking.now(), ...asked });
  return hauls ? takeHauls(taking, source, hauls, 'none') : { ...NOTHING };
}

const NOTHING: TakenIn = { hauls: 0, papers: 0, added: 0, changed: 0, notes: [] };

type NewsRule = { readonly since: string; readonly withoutDayToo: boolean } | 'none';

/** News was listed within seven days or since the last good fetch (DESIGN section 9). */
function newsRule(now: number, lastSuccessAt: number | undefined): NewsRule {
  const week = addDays(dayAt(now, 'UTC'), -OVERLAP);
  const last = lastSuccessAt === undefined ? week : dayAt(lastSuccessAt, 'UTC');
  const [since = week] = [last, week].sort();
  return { since, withoutDayToo: lastSuccessAt !== undefined };
}

async function takeHauls(
  { store, arrivals, now }: TakingIn,
  { name }: Source,
  hauls: AsyncIterable<Haul>,
  news: NewsRule,
): Promise<TakenIn> {
  let [took, papers, added, changed] = [0, 0, 0, 0];
  const notes = new Set<string>();
  const places = new Map<string, number>();
  for await (const haul of hauls) {
    took += 1;
    if (haul.missed) await store.sources.missed(name, haul.missed);
    for (const note of haul.notes ?? []) notes.add(note);
    const edition = haul.papers[0]?.listedOn ?? '';
    const before = places.get(edition) ?? 0;
    places.set(edition, before + haul.papers.length);
    for (let start = 0; start < haul.papers.length; start += BATCH) {
      const receivedAt = now();
      const counts = await ingest(
        store,
        {
          source: name,
          papers: haul.papers.slice(start, start + BATCH),
          seenAt: haul.countedAt ?? receivedAt,
          receivedAt,
          firstPosition: before + start,
          isPart: true,
          news: haul.isFile ? 'all' : haul.updatesOnly ? 'none' : news,
          ...(haul.updatesOnly
            ? { updatesOnly: true }
            : news !== 'none' && { arrivedOn: dayAt(receivedAt, 'UTC') }),
        },
        arrivals,
      );
      added += counts.added;
      changed += counts.changed;
    }
    papers += haul.papers.length;
  }
  return { hauls: took, papers, added, changed, notes: [...notes] };
}

function noteOf(notes: readonly string[]): string | undefined {
  if (notes.length === 0) return undefined;
  const shown = notes.slice(0, MOST_NOTED).join('; ');
  return notes.length > MOST_NOTED ? `${shown}; and ${notes.length - MOST_NOTED} more such things` : shown;
}
