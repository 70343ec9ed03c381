import { UserError } from '../command/user-error.ts';
import { readSaved } from '../sources/read-saved.ts';
import { withoutUnseen } from '../text/display.ts';
import { dateLabel, isPlainDate } from '../time/plain-date.ts';
import { paperTable } from './parse-table.ts';
import { safeJson } from './safe-json.ts';

/** What `paperboy parse` was asked for. */
export interface ParseOptions {
  readonly file: string;
  /** Whether a program reads the answer. */
  readonly json: boolean;
  /** The edition's day, where the file does not tell it. */
  readonly listedOn?: string;
}

/** Where the answer goes; `width` in columns. */
export interface ParseOutput {
  write(text: string): void;
  readonly width: number;
}

/**
 * Prints the papers in a saved file, and what in it could not be read. Gives the exit code: 0 where there were papers,
 * or where the file is whole and has none; 1 where nothing could be read.
 *
 * @throws UserError for a file that cannot be read and a day that is none
 */
export async function runParse({ file, json, listedOn }: ParseOptions, output: ParseOutput): Promise<number> {
  if (listedOn !== undefined && !isPlainDate(listedOn)) {
    throw new UserError(`“${listedOn}” is no day. Write it like 2025-11-07.`);
  }
  const { edition } = await readSaved(file, listedOn === undefined ? {} : { listedOn });
  const { papers, problems } = edition;
  if (json) {
    output.write(`${safeJson({ listedOn: edition.listedOn, papers, problems })}\n`);
  } else {
    const day =
      edition.listedOn === undefined
        ? 'edition of an unknown day'
        : `edition of ${dateLabel(edition.listedOn)}`;
    const lines = [`${papers.length} ${papers.length === 1 ? 'paper' : 'papers'}, ${day}`];
    if (papers.length > 0) lines.push(paperTable(papers, output.width));
    if (problems.length > 0)
      lines.push(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}:`);
    lines.push(...problems.map(({ line, message }) => `line ${line}: ${withoutUnseen(message)}`));
    output.write(`${lines.join('\n')}\n`);
  }
  return papers.length > 0 || problems.length === 0 ? 0 : 1;
}
