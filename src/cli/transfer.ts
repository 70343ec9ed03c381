import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SingleBar } from 'cli-progress';
import { z } from 'zod';
import { UserError } from '../command/user-error.ts';
import type { TableRow, Transfer } from '../store/transfer.ts';

/** Rows between two looks at the bar. */
const STEP = 500;
const FORMAT = '{what} [{bar}] {percentage} % | {value} of {total} rows | {eta_formatted} left';

const Head = z.object({ paperboy: z.literal('export'), version: z.literal(1), rows: z.number() });
const Row = z.object({
  table: z.string(),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

export interface TransferStreams {
  /** Where an export goes and an import comes from when no file is named. */
  readonly stdout: Writable;
  readonly stdin: Readable;
  /** Where the progress bar is drawn; only a terminal gets one. */
  readonly stderr: NodeJS.WriteStream;
}

/** Writes everything as lines of JSON: a head with the number of rows, then one line for each row. */
export async function runExport(
  transfer: Transfer,
  file: string | undefined,
  streams: TransferStreams,
): Promise<number> {
  const rows = await transfer.count();
  const bar = progressBar('export', rows, streams.stderr);
  let written = 0;
  async function* lines(): AsyncGenerator<string> {
    yield `${JSON.stringify({ paperboy: 'export', version: 1, rows })}\n`;
    for await (const row of transfer.export()) {
      yield `${JSON.stringify(row)}\n`;
      written += 1;
      if (written % STEP === 0) bar.update(written);
    }
  }
  const target = file === undefined ? streams.stdout : createWriteStream(file, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(Readable.from(lines()), target, { end: file !== undefined });
  } catch (error) {
    throw fileError(error, file);
  } finally {
    bar.stop();
  }
  if (written !== rows)
    throw new UserError(
      `${written} rows were written where ${rows} were counted before: something changed meanwhile. Export again.`,
    );
  streams.stderr.write(`${written} rows written.\n`);
  return 0;
}

/** Takes such lines into a database that holds nothing: all of them, or none. */
export async function runImport(
  transfer: Transfer,
  file: string | undefined,
  streams: TransferStreams,
): Promise<number> {
  let number = 0;
  let expected = 0;
  const bar = progressBar('import', 0, streams.stderr);
  async function* rows(): AsyncGenerator<TableRow> {
    // Opened when it is read: a database that is not empty refuses before, and nobody would hear of a missing file.
    const input = file === undefined ? streams.stdin : createReadStream(file);
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (number === 1) {
        expected = readLine(Head, line, number).rows;
        bar.setTotal(expected);
      } else if (line.trim() !== '') yield readLine(Row, line, number);
      if (number % STEP === 0) bar.update(number);
    }
    const came = Math.max(0, number - 1);
    if (number === 0) throw new UserError('There is nothing to import: the file is empty.');
    if (came !== expected)
      throw new UserError(
        `The file promises ${expected} rows and holds ${came}: it is not whole. Nothing was changed.`,
      );
  }
  try {
    const taken = await transfer.import(rows());
    bar.stop();
    streams.stderr.write(`${taken} rows taken in.\n`);
    return 0;
  } catch (error) {
    throw fileError(error, file);
  } finally {
    bar.stop();
  }
}

function readLine<T>(shape: z.ZodType<T>, line: string, number: number): T {
  try {
    return shape.parse(JSON.parse(line));
  } catch {
    throw new UserError(`Line ${number} is none of an export of Paperboy. Nothing was changed.`);
  }
}

function fileError(error: unknown, file: string | undefined): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'EEXIST':
      return new UserError(`${file} is there already. Name another file, or move it away.`);
    case 'ENOENT':
      return new UserError(`${file} cannot be found.`);
    case 'EACCES':
      return new UserError(`${file} may not be used by this user.`);
    case 'ENOSPC':
      return new UserError(`The disk is full: ${file} is not whole. Free some space, and export again.`);
    default:
      return error;
  }
}

function progressBar(what: string, total: number, stream: NodeJS.WriteStream): SingleBar {
  const bar = new SingleBar({ format: FORMAT, stream, clearOnComplete: true, noTTYOutput: false });
  bar.start(total, 0, { what });
  return bar;
}
