import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SECRET = /^(?:SLACK|DISCORD|PAPERBOY|DATABASE|HF|ARXIV|INIT_CWD|NO_COLOR|FORCE)/;
/** Nobody listens there: no test asks anything outside of this machine. */
const NOWHERE = 'http://127.0.0.1:1';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Home {
  readonly folder: string;
  /** Starts the program with its arguments; a home is one PAPERBOY_DATA. */
  start(args: readonly string[], environment?: Record<string, string>): ChildProcessWithoutNullStreams;
  /** Runs it to its end with this input. */
  run(args: readonly string[], environment?: Record<string, string>, input?: string): Promise<Ended>;
}

/** The program as people run it, with a folder of data that goes away after the test. */
export function home(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !SECRET.test(name)));
  const start: Home['start'] = (args, environment = {}) =>
    spawn(process.execPath, [join(ROOT, 'src/paperboy.js'), ...args], {
      cwd: ROOT,
      env: {
        ...inherited,
        ...{ PAPERBOY_DATA: join(folder, 'data'), INIT_CWD: folder, PAPERBOY_SOURCES: 'sample' },
        ...{ HF_ENDPOINT: NOWHERE, ARXIV_API_URL: NOWHERE, ARXIV_FEED_URL: NOWHERE },
        ...environment,
      },
    });
  return {
    folder,
    start,
    async run(args, environment, input = '') {
      const program = start(args, environment);
      program.stdin.end(input);
      const [out, err, [code]] = await Promise.all([
        ...[text(program.stdout), text(program.stderr)],
        once(program, 'close') as Promise<[number | null]>,
      ] as const);
      return { code, out, err };
    },
  };
}
