import { UserError } from '../command/user-error.ts';
import type { BodyCache } from '../sources/fetching/fetcher.ts';
import type { Days, Source } from '../sources/source.ts';
import { takeInDay } from '../sources/take-in.ts';
import type { Store } from '../store/store.ts';
import { addDays, dateLabel, dayAt, daysBetween, isPlainDate } from '../time/plain-date.ts';
import { progressLine } from './progress-line.ts';

/** What `paperboy backfill` was asked for: days as they were typed. */
export interface BackfillOptions {
  readonly from: string;
  /** Today where not given. */
  readonly to?: string;
}

export interface BackfillTools {
  readonly store: Store;
  readonly sources: readonly Source[];
  /** Remembers how far each source is. What it forgets is fetched again, and changes nothing. */
  readonly progress: BodyCache;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** IANA zone in which times are told. */
  readonly timeZone: string;
  /** Aborted where whoever started it wants it to stop. */
  readonly signal: AbortSignal;
  readonly output: BackfillOutput;
}

export interface BackfillOutput {
  /** A line that stays. */
  say(line: string): void;
  /** A line that the next one replaces; absent where nobody looks on. */
  show?(line: string): void;
  readonly width: number;
}

const REMEMBERED = 400 * 24 * 3_600_000;
/** A backfill has time: it goes on through failures that a fetch gives up at. */
const ATTEMPTS = 8;
const PATIENCE = 15 * 60_000;
/** Where nobody looks on, a line comes so often, in milliseconds. */
const LINE_EVERY = 30_000;
const MOST_NOTES = 10;

/**
 * Brings past editions of every source that has them, day by day, oldest first. After any stop the same call goes on
 * where it was. None of it is news. Gives the exit code: 1 where it stopped before its end.
 *
 * @throws UserError for days that are none, and where no source has a past
 */
export async function runBackfill(tools: BackfillTools, options: BackfillOptions): Promise<number> {
  const days = readDays(options, dayAt(tools.now(), 'UTC'));
  const past = tools.sources.filter((source) => source.day !== undefined);
  if (past.length === 0) {
    throw new UserError(
      'No source in PAPERBOY_SOURCES has past days to bring: `huggingface` and `arxiv:cs.LG` have.',
    );
  }
  let code = 0;
  for (const source of past) {
    if (tools.signal.aborted) break;
    if (!(await backfillSource(tools, source, days))) code = 1;
  }
  if (tools.signal.aborted) return 1;
  // Searches need not be slow until the night.
  await tools.store.papers.tidySearch();
  return code;
}

function readDays({ from, to }: BackfillOptions, today: string): Days {
  for (const day of [from, to]) {
    if (day !== undefined && !isPlainDate(day))
      throw new UserError(`“${day}” is no day. Write it like 2025-11-07.`);
  }
  if (from > today) throw new UserError(`${dateLabel(from)} is still to come: nothing is listed for it yet.`);
  const last = to === undefined || to > today ? today : to;
  if (from > last) throw new UserError(`--from ${from} is later than --to ${last}. Turn them round.`);
  return { from, to: last };
}

/** Whether it came to its end. */
async function backfillSource(tools: BackfillTools, source: Source, days: Days): Promise<boolean> {
  const { store, progress, now, signal, output } = tools;
  const key = `${source.name} from ${days.from}`;
  const kept = await progress.get(key);
  const start = typeof kept === 'string' && kept > days.from ? kept : days.from;
  if (start !== days.from) output.say(`${source.name}: goes on from ${dateLabel(start)}.`);
  const total = daysBetween(days.from, days.to) + 1;
  const startedAt = now();
  const counts = { papers: 0, added: 0, changed: 0, days: 0 };
  const notes = new Set<string>();
  let shownAt = startedAt;
  let waitedAt = Number.NEGATIVE_INFINITY;

  const line = (date: string) =>
    progressLine(
      {
        ...{ label: source.name, done: daysBetween(days.from, date) + 1, total, papers: counts.papers },
        now: { days: counts.days, papers: counts.papers, elapsed: now() - startedAt },
      },
      output.width,
    );

  const onWait = (why: string, until: number) => {
    const waiting = `${source.name}: tries again at ${clockTime(until, tools.timeZone)}: ${why}`;
    if (output.show) output.show(waiting.slice(0, output.width));
    else if (now() - waitedAt >= LINE_EVERY) {
      waitedAt = now();
      output.say(waiting);
    }
  };

  for (let date = start; date <= days.to; date = addDays(date, 1)) {
    try {
      signal.throwIfAborted();
      const taken = await takeInDay({ store, now }, source, date, {
        ...{ signal, attempts: ATTEMPTS, patience: PATIENCE, onWait },
      });
      counts.papers += taken.papers;
      counts.added += taken.added;
      counts.changed += taken.changed;
      for (const note of taken.notes) notes.add(note);
    } catch (error) {
      if (!signal.aborted && !(error instanceof UserError)) throw error;
      const reason = error instanceof UserError ? error.message : 'Stopped.';
      output.say(`${source.name}: ${reason} The same command goes on from ${dateLabel(date)}.`);
      return false;
    }
    counts.days += 1;
    await progress.set(key, addDays(date, 1), REMEMBERED);
    if (output.show) output.show(line(date));
    else if (now() - shownAt >= LINE_EVERY) {
      shownAt = now();
      output.say(line(date));
    }
  }
  // The next call is asked to do it all again.
  await progress.set(key, days.from, REMEMBERED);
  await forgetMissed(store, source.name, days);
  for (const note of [...notes].slice(0, MOST_NOTES)) output.say(`${source.name}: ${note}`);
  if (notes.size > MOST_NOTES) output.say(`${source.name}: and ${notes.size - MOST_NOTES} more such things`);
  const { papers, added, changed } = counts;
  output.say(
    `${source.name}: ${papers} papers of ${counts.days} days: ${added} new, ${changed} changed, ${papers - added - changed} as they were.`,
  );
  return true;
}

/** Such as `12:10:00`. */
function clockTime(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }).format(at);
}

/** Days that no fetch reached are had now. */
async function forgetMissed(store: Store, name: string, { from, to }: Days): Promise<void> {
  const state = (await store.sources.all()).find((source) => source.name === name);
  if (!state?.missedFrom || !state.missedTo) return;
  if (state.missedFrom >= from && state.missedTo <= to) await store.sources.missed(name);
}
