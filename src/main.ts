import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { MenuMemory } from '../adapters/discord/move-menu.ts';
import type { Shown } from '../adapters/terminal/greeting.ts';
import { readHistory, writeHistory } from '../adapters/terminal/history.ts';
import { localPerson } from '../adapters/terminal/local-person.ts';
import { renderMessage } from '../adapters/terminal/render.ts';
import { sayOnce } from '../adapters/terminal/say.ts';
import { terminalStyle } from '../adapters/terminal/style.ts';
import { commands } from '../commands/index.ts';
import { hasOwnPapers } from './catalog/ingest.ts';
import { createHeldNotices, type HeldNotices } from './channels/held-notice.ts';
import type { BackfillOptions } from './cli/backfill.ts';
import type { DigestOptions } from './cli/digest.ts';
import { runProgram } from './cli/program.ts';
import { createDesk, type Desk } from './command/desk.ts';
import { UserError } from './command/user-error.ts';
import { type Config, readConfig } from './config.ts';
import { keepUp } from './digest/keep-up.ts';
import { createPercolation } from './digest/percolation.ts';
import { loadEnvironment, misspelt, readSettings } from './environment.ts';
import type { HealthConfig, HealthServer } from './health/health-server.ts';
import { createLog } from './log.ts';
import { keepStarting } from './platform/keep-starting.ts';
import type { PlatformAdapter } from './platform/platform.ts';
import { startPlatforms } from './platform/start-platforms.ts';
import { type BodyCache, createFetcher } from './sources/fetching/fetcher.ts';
import { type Loaded, loadFiles, loadSample } from './sources/load-files.ts';
import { createLookUp } from './sources/look-up.ts';
import { openSources } from './sources/open-sources.ts';
import type { Source } from './sources/source.ts';
import type { IngestTurn } from './store/ingest-turn.ts';
import { openConfigured } from './store/open-configured.ts';
import { openKeyv } from './store/open-keyv.ts';
import type { OpenedStore } from './store/opened-store.ts';
import type { Store } from './store/store.ts';
import type { Transfer } from './store/transfer.ts';
import { aborted, toldToStop } from './told-to-stop.ts';
import { createRefresh, type Refresh } from './votes/refresh.ts';

/** Who asks: a source can tell whom to write to. */
const USER_AGENT = 'Paperboy (research papers for Slack and Discord)';
const SAMPLE_FILE = join(import.meta.dirname, '..', 'samples', 'daily-papers-sample.txt');

/** Milliseconds. */
const LAST_ANSWERS = 1_000;
const NOBODY_THERE =
  'There is neither a terminal nor a token. For Slack set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, for Discord DISCORD_TOKEN (README, “On Slack and Discord”), or start Paperboy in a terminal.';

/** Runs the program, which loads what only some commands need with these; resolves to its exit code once it has ended. */
export async function main(args: readonly string[]): Promise<number> {
  endWithReader(process.stdout);
  endWithReader(process.stderr);
  // npm runs scripts in the project's folder; paths that people type are meant from where they stand.
  const standing = process.env.INIT_CWD ?? process.cwd();
  const output = {
    write: (text: string) => void process.stdout.write(text),
    width: terminalStyle(process.stdout).width,
  };
  return runProgram(
    args,
    {
      async start() {
        // First: process 1 of a container does not end by a signal that it does not listen to.
        const stop = toldToStop();
        for (const line of misspelt()) process.stderr.write(`${line}\n`);
        const code = await withCore(standing, (core) => start(core, stop), { asksOthers: true, stop });
        // What still waits for an answer from the network holds the end up no longer.
        if (stop.aborted) void setTimeout(LAST_ANSWERS, undefined, { ref: false }).then(() => process.exit());
        return code;
      },
      say: (line) => withCore(standing, (core) => say(core, line)),
      digest: (options) => withCore(standing, (core) => digest(core, options)),
      backfill: (options) => withCore(standing, (core) => backfill(core, options)),
      doctor: () => doctor(standing, output.write),
      parse: async (file, { json, date }) => {
        const { runParse } = await import('./cli/parse.ts');
        return runParse(
          { file: resolve(standing, file), json, ...(date !== undefined && { listedOn: date }) },
          output,
        );
      },
      exportAll: async (file) => {
        const { runExport } = await import('./cli/transfer.ts');
        return moveAll((transfer) => runExport(transfer, file && resolve(standing, file), process));
      },
      importAll: async (file) => {
        const { runImport } = await import('./cli/transfer.ts');
        return moveAll((transfer) => runImport(transfer, file && resolve(standing, file), process));
      },
      slackManifest: async ({ url }) => {
        const { slackManifest } = await import('../adapters/slack/manifest.ts');
        output.write(`${JSON.stringify(slackManifest(url), null, 2)}\n`);
        return 0;
      },
      discordInvite: async ({ application }) => {
        const { inviteLink } = await import('../adapters/discord/invite.ts');
        loadEnvironment();
        const token = process.env.DISCORD_TOKEN?.trim() || undefined;
        output.write(`${inviteLink({ applicationId: application, token })}\n`);
        return 0;
      },
      match: async (file, queries, { json }) => {
        const { runMatch } = await import('./cli/match.ts');
        return runMatch({ file: resolve(standing, file), queries: [...queries], json }, output);
      },
    },
    { out: (text) => process.stdout.write(text), error: (text) => process.stderr.write(text) },
  );
}

/** A reader that has seen enough, such as `head`, closes the pipe: there is nobody left to answer. A disk may be full. */
function endWithReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    if (stream !== process.stderr)
      process.stderr.write(
        `The output cannot be written: ${error.message}. Free some space, or write elsewhere.\n`,
      );
    process.exit(1);
  });
}

/** What every way of running shares. */
interface Core {
  readonly config: Config;
  readonly store: Store;
  readonly desk: Desk;
  readonly log: Logger;
  readonly loaded: readonly Loaded[];
  readonly sources: readonly Source[];
  /** How far backfills are. */
  readonly backfills: BodyCache;
  /** Where Discord's menu was put. */
  readonly menus: MenuMemory;
  readonly ingestTurn: IngestTurn;
  readonly onFollowed: OpenedStore['onFollowed'];
  /** Those that run; filled when they start. */
  readonly adapters: PlatformAdapter[];
  readonly refresh: Refresh;
  readonly notices: HeldNotices;
}

/** `asksOthers`: whether a command may ask places on the network. `stop`: ends it, with 0, where it has not begun to work. */
async function withCore(
  standing: string,
  work: (core: Core) => Promise<number>,
  { asksOthers = false, stop }: { readonly asksOthers?: boolean; readonly stop?: AbortSignal } = {},
): Promise<number> {
  const { config, configured } = readSettings(standing);
  const log = createLog(config.logLevel ?? (config.slack || config.discord ? 'info' : 'error'));
  const opening = openConfigured(config, log);
  const opened = await (stop ? Promise.race([opening, aborted(stop)]) : opening);
  if (!opened) {
    // It may come yet, from a server that is slow or busy.
    void opening.then(({ store }) => store.close()).catch(() => {});
    return 0;
  }
  const { store, ingestTurn, onFollowed } = opened;
  try {
    const now = Date.now;
    const files = openKeyv(opened, 'files');
    const fetcher = createFetcher({ userAgent: USER_AGENT, cache: openKeyv(opened, 'fetched') });
    const sources = openSources(configured, { config: config.asking, fetcher, files });
    const places = configured.filter((source) => source.kind === 'file');
    if (stop?.aborted) return 0;
    const loaded = await loadFirst(store, places, files).catch((error: unknown) => {
      throw opened.explain(error);
    });
    const adapters: PlatformAdapter[] = [];
    const refresh = createRefresh({ store, adapters, log, sleep: setTimeout });
    const { limits, timeZone } = config;
    const notices = createHeldNotices({ store, adapters, log, now });
    const onVotes = refresh.changed;
    const lookUp = asksOthers ? createLookUp(store, { fetcher, ...config.asking.arxiv }, now) : undefined;
    const desk = createDesk({
      ...{ store, commands, limits, timeZone, log, now, onVotes, lookUp, ...notices },
    });
    const backfills = openKeyv(opened, 'backfill');
    const menus = openKeyv(opened, 'discord-menus');
    if (stop?.aborted) return 0;
    return await work({
      ...{ config, store, desk, log, loaded, sources, backfills, menus },
      ...{ ingestTurn, onFollowed, adapters, refresh, notices },
    });
  } finally {
    await ingestTurn.end();
    await store.close();
  }
}

/** What files hold, else the sample; says what is wrong with them. */
async function loadFirst(
  store: Store,
  places: Parameters<typeof loadFiles>[1],
  files: BodyCache,
): Promise<readonly Loaded[]> {
  const loaded = await loadFiles(store, places, Date.now(), files);
  for (const { complaints } of loaded)
    for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
  if (!loaded.some(({ papers }) => papers > 0)) await loadSample(store, SAMPLE_FILE, Date.now());
  return loaded;
}

/** Opens the configured database for nothing but its rows. */
async function moveAll(work: (transfer: Transfer) => Promise<number>): Promise<number> {
  loadEnvironment();
  const config = readConfig(process.env);
  const { store, transfer } = await openConfigured(config, createLog('error'));
  try {
    return await work(transfer);
  } finally {
    await store.close();
  }
}

/**
 * Runs until told to stop: on each platform that has a token, else in the terminal.
 *
 * @throws UserError where no platform takes its token, and where there is neither a token nor anybody in the terminal
 */
async function start(core: Core, stop: AbortSignal): Promise<number> {
  const ended = Promise.withResolvers<void>();
  void aborted(stop).then(ended.resolve);
  const { adapters, log } = core;
  const arrivals = createPercolation();
  adapters.push(...(await platformAdapters(core)));
  const isTerminal = adapters.length === 0;
  // First: where its port is taken, nothing else has begun.
  const platforms = isTerminal ? [{ platform: 'terminal' }] : adapters;
  const health = await startHealthIfAsked(core, platforms);
  const { startFetching } = await import('./sources/start-fetching.ts');
  const fetching = await startFetching({ ...core, isTerminal, arrivals, stop });
  if (isTerminal && !stop.aborted) {
    adapters.push(
      await terminalAdapter(core, (lines) => {
        if (lines === 0 && process.stdin.isTTY !== true) ended.reject(new UserError(NOBODY_THERE));
        else ended.resolve();
      }),
    );
  }
  const { onHeld } = core.notices;
  const { runClockwork } = await import('./digest/run-clockwork.ts');
  const clockwork = hasPeople(adapters)
    ? runClockwork(core.store, adapters, log, arrivals, onHeld)
    : undefined;
  const keepingUp = fetching || clockwork ? keepUp({ ...core, arrivals }) : undefined;
  const onStarted = () => clockwork?.look();
  startPlatforms({ adapters, inbound: core.desk, log, signal: stop, onStarted }).catch(ended.reject);
  try {
    await ended.promise;
  } finally {
    await keepingUp?.stop();
    await health?.stop();
    await fetching?.stop();
    await clockwork?.stop();
    await core.refresh.settled();
    for (const adapter of adapters) await adapter.stop();
  }
  return 0;
}

async function startHealthIfAsked(
  { config, store, log }: Core,
  platforms: HealthConfig['platforms'],
): Promise<HealthServer | undefined> {
  if (!config.health) return undefined;
  const { startHealth } = await import('./health/health-server.ts');
  const health = await startHealth({ address: config.health, store, platforms, now: Date.now });
  log.info({ ...config.health }, 'health is told');
  return health;
}

/** Lines from a pipe get their answers and nothing else. */
function hasPeople(adapters: readonly PlatformAdapter[]): boolean {
  return adapters.some(({ platform }) => platform !== 'terminal') || process.stdin.isTTY === true;
}

/** Looks at everything that has to be right; asks the platforms and sources, and changes nothing. */
async function doctor(standing: string, write: (text: string) => void): Promise<number> {
  const { doctorChecks } = await import('./cli/doctor-checks.ts');
  const { runDoctor } = await import('./cli/doctor.ts');
  const checks = doctorChecks({
    userAgent: USER_AGENT,
    misspelt,
    readSettings: () => readSettings(standing),
    openDatabase: (config) => openConfigured(config, createLog('silent')),
    checkSlack: async (config) => (await import('../adapters/slack/check.ts')).checkSlack(config),
    checkDiscord: async (config) => (await import('../adapters/discord/check.ts')).checkDiscord(config),
  });
  return runDoctor(checks, write);
}

/** Until its end, or until it is told to stop. */
async function backfill(
  { config, store, sources, backfills }: Core,
  options: BackfillOptions,
): Promise<number> {
  const signal = toldToStop();
  const { progressOutput } = await import('./cli/progress-output.ts');
  const { runBackfill } = await import('./cli/backfill.ts');
  const output = progressOutput(process.stderr);
  return runBackfill(
    {
      ...{ store, sources, progress: backfills, output, timeZone: config.timeZone },
      ...{ now: Date.now, signal },
    },
    options,
  );
}

/** What would be posted, printed. */
async function digest({ store }: Core, options: DigestOptions): Promise<number> {
  const style = terminalStyle(process.stdout);
  const { runDigest } = await import('./cli/digest.ts');
  return runDigest(store, options, Date.now(), (shown) => {
    process.stdout.write(`${typeof shown === 'string' ? shown : renderMessage(shown, style)}\n`);
  });
}

/** discord.js comes first: loaded after @slack/bolt, its file uploads break (docs/decisions). */
async function platformAdapters({ config, store, menus, log }: Core): Promise<PlatformAdapter[]> {
  const adapters: PlatformAdapter[] = [];
  const add = (create: () => PlatformAdapter) =>
    adapters.push(keepStarting({ create, log, sleep: sleepAwake, now: Date.now, random: Math.random }));
  const { discord, slack } = config;
  if (discord) {
    const { createDiscordAdapter } = await import('../adapters/discord/discord-adapter.ts');
    add(() => createDiscordAdapter({ ...discord, posts: store.posts, menus, log, commands }));
  }
  if (slack) {
    const { createSlackAdapter } = await import('../adapters/slack/slack-adapter.ts');
    add(() => createSlackAdapter({ ...slack, store, log }));
  }
  return adapters;
}

/** A platform that is tried again is all that the process may have to do. */
async function sleepAwake(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { ...(signal && { signal }) }).catch(() => {});
}

async function terminalAdapter(core: Core, onEnd: (lines: number) => void): Promise<PlatformAdapter> {
  const { config, store } = core;
  const interactive = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const historyFile = join(config.dataFolder, 'history');
  const { greeting } = await import('../adapters/terminal/greeting.ts');
  const { createTerminalAdapter } = await import('../adapters/terminal/terminal-adapter.ts');
  if (interactive) process.stdout.write(greeting(await whatIsShown(core)));
  return createTerminalAdapter({
    ...{ input: process.stdin, output: process.stdout, interactive, commands, store, onEnd, now: Date.now },
    style: () => terminalStyle(process.stdout),
    person: localPerson(config.timeZone),
    history: await readHistory(historyFile),
    onHistory: (lines) => void writeHistory(historyFile, lines),
  });
}

async function whatIsShown({ store, loaded }: Core): Promise<Shown> {
  const read = loaded.filter(({ papers }) => papers > 0);
  return {
    read: read.map(({ source, papers }) => ({ path: source.path, papers })),
    missed:
      loaded.length > 0 && loaded.every(({ papers, complaints }) => papers === 0 && complaints.length > 0),
    held: await store.papers.count(),
    sample: !(await hasOwnPapers(store)),
  };
}

/** One command in the terminal's channel. A refused one goes to stderr and ends with 1. */
function say({ config, store, desk }: Core, text: string): Promise<number> {
  return sayOnce(
    {
      ...{ store, desk, person: localPerson(config.timeZone), now: Date.now },
      ...{ output: process.stdout, outputStyle: () => terminalStyle(process.stdout) },
      ...{ errors: process.stderr, errorStyle: () => terminalStyle(process.stderr) },
    },
    text,
  );
}
