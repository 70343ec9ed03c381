import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SingleBar } from 'cli-progress';
import { z } from 'zod';
import { UserError } from '../command/user-error.ts';
import type { TableRow, Transfer } from '../store/transfer.ts';

/** Rows between two looks at the bar. */
const STEP = 500;
const FORMAT = '{what} [{bar}] {percentage} % | {value} of {total} rows | {eta_formatted} left';

const VERSION = 1;
const NO_EXPORT = 'Unpack it if it is compressed, or export again: nothing was changed.';

const Head = z.object({ paperboy: z.literal('export'), version: z.number(), rows: z.number() });
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
  const bar = progressBar('export', 0, streams.stderr);
  let rows = 0;
  let written = 0;
  const onCount = (count: number) => {
    rows = count;
    bar.setTotal(rows);
  };
  async function* lines(): AsyncGenerator<string> {
    for await (const row of transfer.export(onCount)) {
      if (written === 0) yield `${JSON.stringify({ paperboy: 'export', version: VERSION, rows })}\n`;
      yield `${JSON.stringify(row)}\n`;
      written += 1;
      if (written % STEP === 0) bar.update(written);
    }
  }
  const target = file === undefined ? streams.stdout : createWriteStream(file, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(Readable.from(lines()), target, { end: file !== undefined });
  } catch (error) {
    // Nobody takes it for whole, and the next export may have its name.
    if (file !== undefined && !isOpening(error)) await rm(file, { force: true });
    throw fileError(error, file ?? 'The output');
  } finally {
    bar.stop();
  }
  streams.stderr.write(`${written} rows written.\n`);
  return 0;
}

/** Takes such lines into a database that holds nothing: all of them, or none. */
export async function runImport(
  transfer: Transfer,
  file: string | undefined,
  streams: TransferStreams,
): Promise<number> {
  let came = 0;
  const bar = progressBar('import', 0, streams.stderr);
  async function* rows(): AsyncGenerator<TableRow> {
    // Opened when it is read: a database that is not empty refuses before, and nobody would hear of a missing file.
    const input = file === undefined ? streams.stdin : createReadStream(file);
    let number = 0;
    let expected: number | undefined;
    for await (const line of linesOf(input, file ?? 'The input')) {
      number += 1;
      if (line.trim() === '') continue;
      if (expected === undefined) {
        expected = readHead(line, number);
        bar.setTotal(expected);
        continue;
      }
      yield readLine(Row, line, number);
      came += 1;
      if (came % STEP === 0) bar.update(came);
    }
    if (expected === undefined) throw new UserError('There is nothing to import: the file is empty.');
    if (came !== expected)
      throw new UserError(
        `The file promises ${expected} rows and holds ${came}: ${came < expected ? 'it is not whole' : 'something was added'}. Nothing was changed: export again.`,
      );
  }
  try {
    const taken = await transfer.import(rows());
    bar.stop();
    streams.stderr.write(`${taken} rows taken in.\n`);
    return 0;
  } finally {
    bar.stop();
  }
}

/** Not those of `node:readline`: it ends lines at U+2028 and U+2029 too, which texts hold. */
async function* linesOf(input: Readable, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new UserError(`${name} is no text in UTF-8. ${NO_EXPORT}`);
    }
  };
  let rest = '';
  try {
    for await (const chunk of input) {
      const lines = (rest + decode(Buffer.from(chunk))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw fileError(error, name);
  }
  yield rest + decode();
}

function readHead(line: string, number: number): number {
  const { version, rows } = readLine(Head, line, number);
  if (version !== VERSION)
    throw new UserError(
      `The export is of version ${version}, and this Paperboy reads version ${VERSION}. Update Paperboy, then import again: nothing was changed.`,
    );
  return rows;
}

function readLine<T>(shape: z.ZodType<T>, line: string, number: number): T {
  try {
    return shape.parse(JSON.parse(line));
  } catch {
    throw new UserError(`Line ${number} is none of an export of Paperboy. ${NO_EXPORT}`);
  }
}

/** Whether a file could not be opened, so that nothing of it is ours. */
function isOpening(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'open';
}

function fileError(error: unknown, file: string): unknown {
  // Connections to a database that is away have such errors too.
  if (!(error instanceof Error) || !('code' in error) || 'address' in error) return error;
  const what = REASONS[String(error.code)];
  return what === undefined ? error : new UserError(`${file} ${what}`, { cause: error });
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'is there already. Name another file, or move it away.',
  ENOENT: 'cannot be found. Correct its name.',
  ENOTDIR: 'lies below a file. Correct its name.',
  EISDIR: 'is a folder. Name a file.',
  EACCES: 'may not be used by this user. Change its rights, or name another file.',
  EPERM: 'may not be used by this user. Change its rights, or name another file.',
  EROFS: 'is on a disk that can only be read. Name another file.',
  ENOSPC: 'is not whole: the disk is full. Free some space, then export again.',
  EDQUOT: 'is not whole: the disk is full. Free some space, then export again.',
  EIO: 'could not be read or written. Check the disk below it.',
};

function progressBar(what: string, total: number, stream: NodeJS.WriteStream): SingleBar {
  const bar = new SingleBar({ format: FORMAT, stream, clearOnComplete: true, noTTYOutput: false });
  bar.start(total, 0, { what });
  return bar;
}
