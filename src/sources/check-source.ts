import { dateLabel } from '../time/plain-date.ts';
import type { Haul, Source } from './source.ts';

/** A source that shows nothing in so many answers has nothing now. */
const MOST_HAULS = 10;

/**
 * Asks a source once and keeps nothing; what it has, in words. Of a place on the network the first answer with papers is
 * enough; files are at hand, and are all read.
 *
 * @throws UserError saying what is wrong with it
 */
export async function checkSource(source: Source, now: number): Promise<string> {
  const notes = new Set<string>();
  const files: Haul[] = [];
  let empty = 0;
  for await (const haul of source.fetch({ now, lastSuccessAt: now, attempts: 1 })) {
    for (const note of haul.notes ?? []) notes.add(note);
    if (haul.papers.length === 0) empty += 1;
    else if (haul.isFile) files.push(haul);
    else return said(`answers, with ${papersOf([haul])}`, notes);
    if (empty === MOST_HAULS && !haul.isFile) break;
  }
  if (files.length === 0) return said('answers, and has no papers now', notes);
  return said(`answers, with ${papersOf(files)}`, notes);
}

/** Such as `12 papers of Nov 7, 2025` and `34 papers in 3 files`. */
function papersOf(hauls: readonly Haul[]): string {
  const count = hauls.reduce((sum, { papers }) => sum + papers.length, 0);
  const papers = count === 1 ? 'one paper' : `${count} papers`;
  if (hauls.length > 1) return `${papers} in ${hauls.length} files`;
  const listedOn = hauls[0]?.papers[0]?.listedOn;
  return listedOn === undefined ? papers : `${papers} of ${dateLabel(listedOn)}`;
}

function said(found: string, notes: ReadonlySet<string>): string {
  return [found, ...notes].join('; ');
}
