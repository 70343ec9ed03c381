import { ROWS_PER_PAGE, runButton } from '../message/build.ts';
import type { Button } from '../message/message.ts';
import { UserError } from './user-error.ts';

export interface Page<T> {
  readonly rows: readonly T[];
  /** Such as `Showing 11–20 of 37.`; empty where all fit on one page. */
  readonly range: string;
  /** A button for the next page, if there is one. */
  readonly buttons: readonly Button[];
}

/**
 * One page of a list; `line` is the command line that a further page repeats. `isCut`: there is more than the items, which
 * no page shows.
 */
export function pageOf<T>(items: readonly T[], page: number, line: string, isCut = false): Page<T> {
  const pages = Math.max(1, Math.ceil(items.length / ROWS_PER_PAGE));
  if (page > pages) {
    throw new UserError(
      `There is no page ${page}: the list has ${pages === 1 ? 'one page' : `${pages} pages`}.`,
    );
  }
  const from = (page - 1) * ROWS_PER_PAGE;
  const rows = items.slice(from, from + ROWS_PER_PAGE);
  const left = items.length - from - rows.length;
  const label = left > ROWS_PER_PAGE ? `Next ${ROWS_PER_PAGE} of ${left} more` : `The last ${left}`;
  return {
    rows,
    range:
      pages === 1
        ? ''
        : `Showing ${from + 1}–${from + rows.length} of ${isCut ? 'the first ' : ''}${items.length}.`,
    buttons: left > 0 ? [runButton(label, `${line} page ${page + 1}`)] : [],
  };
}
