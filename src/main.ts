import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { type Logger, pino } from 'pino';
import { createSupportsHyperlinks } from 'supports-hyperlinks';
import { readLine } from '../adapters/terminal/line.ts';
import { renderMessage, type TerminalStyle } from '../adapters/terminal/render.ts';
import {
  createTerminalAdapter,
  createTerminalResponder,
  TERMINAL_CHANNEL,
} from '../adapters/terminal/terminal-adapter.ts';
import { commands } from '../commands/index.ts';
import { type DigestOptions, runDigest } from './cli/digest.ts';
import { runMatch } from './cli/match.ts';
import { runParse } from './cli/parse.ts';
import { runProgram } from './cli/program.ts';
import { createDesk, type Desk } from './command/desk.ts';
import { type Config, readConfig } from './config.ts';
import { runClockwork } from './digest/run-clockwork.ts';
import { channelKey, type Person, type PlatformAdapter } from './platform/platform.ts';
import { configuredSources } from './sources/configured.ts';
import { type Loaded, loadFiles, loadSample } from './sources/load-files.ts';
import { openSqliteStore } from './store/open-sqlite.ts';
import type { Store } from './store/store.ts';

const SAMPLE_FILE = join(import.meta.dirname, '..', 'samples', 'daily-papers-sample.txt');
const HISTORY_LINES = 200;

/** Runs the program; resolves to its exit code once it has ended. */
export async function main(args: readonly string[]): Promise<number> {
  // npm runs scripts in the project's folder; paths that people type are meant from where they stand.
  const standing = process.env.INIT_CWD ?? process.cwd();
  const output = {
    write: (text: string) => void process.stdout.write(text),
    width: terminalStyle(process.stdout).width,
  };
  return runProgram(
    args,
    {
      start: () => withCore(standing, start),
      say: (line) => withCore(standing, (core) => say(core, line)),
      digest: (options) => withCore(standing, (core) => digest(core, options)),
      parse: (file, { json, date }) =>
        runParse(
          { file: resolve(standing, file), json, ...(date !== undefined && { listedOn: date }) },
          output,
        ),
      match: (file, queries, { json }) =>
        runMatch({ file: resolve(standing, file), queries: [...queries], json }, output),
    },
    { out: (text) => process.stdout.write(text), error: (text) => process.stderr.write(text) },
  );
}

/** What every way of running shares. */
interface Core {
  readonly config: Config;
  readonly store: Store;
  readonly desk: Desk;
  readonly log: Logger;
  readonly loaded: readonly Loaded[];
}

async function withCore(standing: string, work: (core: Core) => Promise<number>): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const sources = configuredSources(config.sources, [standing, process.cwd()]);
  const log = pino(
    { level: config.logLevel ?? (config.slack || config.discord ? 'info' : 'error') },
    pino.destination(2),
  );
  const store = await openSqliteStore({ file: join(config.dataFolder, 'paperboy.db') });
  try {
    const now = Date.now;
    const loaded = await loadFiles(store, sources, now());
    for (const { complaints } of loaded)
      for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
    if (!loaded.some(({ papers }) => papers > 0)) await loadSample(store, SAMPLE_FILE, now());
    const desk = createDesk({ store, commands, limits: config.limits, timeZone: config.timeZone, log, now });
    return await work({ config, store, desk, log, loaded });
  } finally {
    await store.close();
  }
}

/** Runs until told to stop: on each platform that has a token, else in the terminal. */
async function start(core: Core): Promise<number> {
  const ended = Promise.withResolvers<void>();
  const adapters = await platformAdapters(core);
  if (adapters.length === 0) adapters.push(await terminalAdapter(core, ended.resolve));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.resolve());
  for (const adapter of adapters) {
    await adapter.start(core.desk);
    core.log.info({ platform: adapter.platform }, 'started');
  }
  const clockwork = hasPeople(adapters) ? runClockwork(core.store, adapters, core.log) : undefined;
  await ended.promise;
  await clockwork?.stop();
  for (const adapter of adapters) await adapter.stop();
  return 0;
}

/** Lines from a pipe get their answers and nothing else. */
function hasPeople(adapters: readonly PlatformAdapter[]): boolean {
  return adapters.some(({ platform }) => platform !== 'terminal') || process.stdin.isTTY === true;
}

/** What would be posted, printed. */
async function digest({ store }: Core, options: DigestOptions): Promise<number> {
  const style = terminalStyle(process.stdout);
  return runDigest(store, options, Date.now(), (shown) => {
    process.stdout.write(`${typeof shown === 'string' ? shown : renderMessage(shown, style)}\n`);
  });
}

/** discord.js comes first: loaded after @slack/bolt, its file uploads break (docs/decisions). */
async function platformAdapters({ config, log }: Core): Promise<PlatformAdapter[]> {
  const adapters: PlatformAdapter[] = [];
  if (config.discord) {
    const { createDiscordAdapter } = await import('../adapters/discord/discord-adapter.ts');
    adapters.push(createDiscordAdapter({ ...config.discord, log, commands }));
  }
  if (config.slack) {
    const { createSlackAdapter } = await import('../adapters/slack/slack-adapter.ts');
    adapters.push(createSlackAdapter({ ...config.slack, log }));
  }
  return adapters;
}

async function terminalAdapter(core: Core, onEnd: () => void): Promise<PlatformAdapter> {
  const interactive = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const person = localPerson(core.config);
  const historyFile = join(core.config.dataFolder, 'history');
  const history = await readHistory(historyFile);
  if (interactive) process.stdout.write(greeting(core.loaded));
  return createTerminalAdapter({
    input: process.stdin,
    output: process.stdout,
    interactive,
    style: terminalStyle(process.stdout),
    person,
    commands: commands.map((command) => command.name),
    history,
    onHistory: (lines) => writeHistory(historyFile, lines),
    newestList: () => newestList(core.store, person),
    onEnd,
    now: Date.now,
  });
}

function greeting(loaded: readonly Loaded[]): string {
  const read = loaded
    .filter(({ papers }) => papers > 0)
    .map(({ source, papers }) => `${papers} papers from ${source.path}`);
  const shows = read.length > 0 ? read.join(', ') : 'the sample edition that comes with it';
  return `Paperboy shows ${shows}.\nTry /papers today, +1 3 to upvote its third paper, or /papers help; Ctrl-D leaves.\n`;
}

/** One command in the terminal's channel. A refused one goes to stderr and ends with 1. */
async function say({ config, store, desk }: Core, text: string): Promise<number> {
  const person = localPerson(config);
  const line = readLine(text);
  if (line.kind === 'reaction') {
    const messageId = await newestList(store, person);
    if (messageId === undefined) {
      process.stderr.write('There is no list here yet to react to. /papers today shows one.\n');
      return 1;
    }
    const { emoji, added } = line;
    const reaction = {
      channel: TERMINAL_CHANNEL,
      messageId,
      personId: person.id,
      emoji,
      added,
      order: Date.now(),
    };
    await desk.reaction(reaction);
    process.stdout.write(`${added ? 'Added' : 'Took away'} ${emoji}\n`);
    return 0;
  }
  const answers = createTerminalResponder(process.stdout, terminalStyle(process.stdout));
  const refusals = createTerminalResponder(process.stderr, terminalStyle(process.stderr));
  const invocation = { channel: TERMINAL_CHANNEL, person, line: line.kind === 'command' ? line.line : '' };
  const outcome = await desk.answer(invocation, { ...answers, refuse: refusals.toAsker });
  return outcome === 'answered' ? 0 : 1;
}

async function newestList(store: Store, person: Person): Promise<string | undefined> {
  return (await store.posts.newestList(channelKey(TERMINAL_CHANNEL), person.id))?.messageId;
}

function localPerson({ timeZone }: Config): Person {
  return { id: 'local', name: userName(), mayManage: true, timeZone };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'you';
  }
}

function terminalStyle(stream: NodeJS.WriteStream): TerminalStyle {
  const terminal = stream.isTTY === true;
  return {
    width: terminal ? stream.columns : 100,
    color: terminal && stream.hasColors?.() === true && !process.env.NO_COLOR,
    links: terminal && createSupportsHyperlinks(stream) === true,
  };
}

async function readHistory(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}

async function writeHistory(file: string, lines: readonly string[]): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `${lines.slice(0, HISTORY_LINES).join('\n')}\n`, { mode: 0o600 });
}
