import { dateLabel } from '../time/plain-date.ts';
import type { Source } from './source.ts';

/** A source that shows nothing in so many answers has nothing now. */
const MOST_HAULS = 10;

/**
 * Asks a source once and keeps nothing; what it has, in words.
 *
 * @throws UserError saying what is wrong with it
 */
export async function checkSource(source: Source, now: number): Promise<string> {
  const notes = new Set<string>();
  let hauls = 0;
  for await (const haul of source.fetch({ now, lastSuccessAt: now, attempts: 1 })) {
    for (const note of haul.notes ?? []) notes.add(note);
    const [first] = haul.papers;
    if (first) {
      const day = first.listedOn === undefined ? '' : ` of ${dateLabel(first.listedOn)}`;
      const papers = haul.papers.length === 1 ? 'one paper' : `${haul.papers.length} papers`;
      return said(`answers, with ${papers}${day}`, notes);
    }
    hauls += 1;
    if (hauls === MOST_HAULS) break;
  }
  return said('answers, and has no papers now', notes);
}

function said(found: string, notes: ReadonlySet<string>): string {
  return [found, ...notes].join('; ');
}
