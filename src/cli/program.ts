import { Command, CommanderError, InvalidArgumentError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { UserError } from '../command/user-error.ts';

/** What each subcommand does; each resolves to the exit code. */
export interface Actions {
  start(): Promise<number>;
  say(line: string): Promise<number>;
  parse(file: string, options: { json: boolean; date?: string }): Promise<number>;
  digest(options: { dryRun: boolean; channel?: string }): Promise<number>;
  /** `from` and `to` as they were typed. */
  backfill(options: { from: string; to?: string }): Promise<number>;
  doctor(): Promise<number>;
  match(file: string, queries: readonly string[], options: { json: boolean }): Promise<number>;
  /** `url`: where Slack reaches Paperboy, for HTTP mode. */
  slackManifest(options: { url?: string }): Promise<number>;
  /** To a file that is new, or to stdout. */
  exportAll(file: string | undefined): Promise<number>;
  /** From a file, or from stdin. */
  importAll(file: string | undefined): Promise<number>;
  /** `application`: its id, where no token tells it. */
  discordInvite(options: { application?: string }): Promise<number>;
}

export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Runs the `paperboy` program with its arguments and resolves to the exit code; failures are said on `error`. */
export async function runProgram(
  args: readonly string[],
  actions: Actions,
  streams: Streams,
): Promise<number> {
  let exitCode = 0;
  const run = (action: () => Promise<number>) => async () => {
    exitCode = await action();
  };
  const program = new Command('paperboy')
    .description('Brings research papers to where teams already talk.')
    .version(packageJson.version, '--version', 'print the version and end')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: streams.out, writeErr: streams.error })
    .showHelpAfterError('(`paperboy --help` shows what there is)');

  program
    .command('start')
    .description('run on each platform that has a token; with none, in the terminal')
    .action(run(() => actions.start()));
  program
    .command('say')
    .description('run one command in the terminal channel, print the answer and end')
    .argument('<line...>', 'such as "/papers today"')
    .passThroughOptions()
    .allowUnknownOption()
    .action((line: string[]) => run(() => actions.say(line.join(' ')))());
  program
    .command('parse')
    .description('print the papers in a saved Daily Papers page or API answer')
    .argument('<file>')
    .option('--json', 'as JSON', false)
    .option('--date <day>', 'the day of the edition, where the file does not tell it: 2025-11-07')
    .action((file: string, options: { json: boolean; date?: string }) =>
      run(() => actions.parse(file, options))(),
    );
  program
    .command('match')
    .description('print which papers in a file each query matches, and why; behind -- everything is a query')
    .argument('<file>')
    .argument('<query...>')
    .option('--json', 'as JSON', false)
    .action((file: string, queries: string[], options: { json: boolean }) =>
      run(() => actions.match(file, queries, options))(),
    );
  program
    .command('backfill')
    .description('bring past editions; after any stop the same command goes on where it was')
    .requiredOption('--from <day>', 'the first day: 2024-06-01')
    .option('--to <day>', 'the last day; today where not given')
    .action((options: { from: string; to?: string }) => run(() => actions.backfill(options))());
  program
    .command('doctor')
    .description(
      'check runtime, configuration, database, tokens and sources, and say how to mend what is wrong',
    )
    .action(run(() => actions.doctor()));
  program
    .command('digest')
    .description('show what would be posted now; nothing is')
    .option('--dry-run', 'needed: digests are posted by start', false)
    .option('--channel <key>', 'one channel alone, such as slack/T1/C1')
    .action((options: { dryRun: boolean; channel?: string }) => run(() => actions.digest(options))());
  program
    .command('export')
    .description('write everything as lines of JSON, to keep it or to move it to another database')
    .argument('[file]', 'a file that is not there yet; stdout where none is named')
    .action((file: string | undefined) => run(() => actions.exportAll(file))());
  program
    .command('import')
    .description('take an export into an empty database')
    .argument('[file]', 'stdin where none is named')
    .action((file: string | undefined) => run(() => actions.importAll(file))());
  program
    .command('slack')
    .description('what an admin needs to install Paperboy on Slack')
    .command('manifest')
    .description('print the app manifest, for Socket Mode or, with --url, for HTTP')
    .option('--url <address>', 'where Slack reaches Paperboy, such as https://papers.example', httpsAddress)
    .action((options: { url?: string }) => run(() => actions.slackManifest(options))());
  program
    .command('discord')
    .description('what an admin needs to add Paperboy to a Discord server')
    .command('invite')
    .description('print the link that adds it, with exactly the permissions that it needs')
    .option('--application <id>', 'the application’s id; the one of DISCORD_TOKEN where not given')
    .action((options: { application?: string }) => run(() => actions.discordInvite(options))());
  try {
    await program.parseAsync(args.length === 0 ? ['start'] : [...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof UserError)) throw error;
    streams.error(`${error.message}\n`);
    return 1;
  }
}

function httpsAddress(text: string): string {
  if (!URL.canParse(text) || new URL(text).protocol !== 'https:')
    throw new InvalidArgumentError('Slack reaches https addresses alone, such as https://papers.example.');
  return text;
}
