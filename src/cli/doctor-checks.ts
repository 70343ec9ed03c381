import type { Config } from '../config.ts';
import { checkSource } from '../sources/check-source.ts';
import type { ConfiguredSource } from '../sources/configured.ts';
import { createFetcher } from '../sources/fetching/fetcher.ts';
import { openSources } from '../sources/open-sources.ts';
import type { OpenedStore } from '../store/opened-store.ts';
import type { Adding, Check, Remark } from './doctor.ts';

/** What the doctor looks at; each fails with a `UserError` that says what is wrong. */
export interface Surroundings {
  readonly userAgent: string;
  /** A line for each variable that is set in vain. */
  misspelt(): readonly string[];
  readSettings(): { readonly config: Config; readonly configured: readonly ConfiguredSource[] };
  openDatabase(config: Config): Promise<Pick<OpenedStore, 'store'>>;
  checkSlack(config: NonNullable<Config['slack']>): Promise<string>;
  checkDiscord(config: NonNullable<Config['discord']>): Promise<string>;
}

/** Everything that has to be right; what is asked keeps nothing. */
export function doctorChecks(surroundings: Surroundings): (Check | Adding | Remark)[] {
  return [
    { name: 'Node.js', run: async () => process.versions.node },
    {
      name: 'Configuration',
      // Before what is missing is told: the misspelt one is why.
      add: async () => surroundings.misspelt().map((remark) => ({ name: 'Configuration', remark })),
    },
    {
      name: 'Configuration',
      async add() {
        const { config, configured } = surroundings.readSettings();
        const names = configured.map(({ name }) => name).join(', ');
        return [
          { name: 'Configuration', run: async () => `reads ${names || 'nothing but the sample'}` },
          { name: 'Database', run: () => checkDatabase(surroundings, config) },
          ...platformChecks(surroundings, config),
          ...sourceChecks(surroundings, config, configured),
        ];
      },
    },
  ];
}

async function checkDatabase({ openDatabase }: Surroundings, config: Config): Promise<string> {
  const { store } = await openDatabase(config);
  try {
    const where = config.databaseUrl === undefined ? config.dataFolder : 'PostgreSQL';
    return `${where} is open, with ${await store.papers.count()} papers`;
  } finally {
    await store.close();
  }
}

function platformChecks({ checkSlack, checkDiscord }: Surroundings, { slack, discord }: Config): Check[] {
  const checks: Check[] = [];
  if (slack) checks.push({ name: 'Slack', run: () => checkSlack(slack) });
  if (discord) checks.push({ name: 'Discord', run: () => checkDiscord(discord) });
  if (checks.length > 0) return checks;
  return [{ name: 'Platforms', run: async () => 'no token is set, so it runs in the terminal' }];
}

function sourceChecks(
  { userAgent }: Surroundings,
  { asking }: Config,
  configured: readonly ConfiguredSource[],
): Check[] {
  const fetcher = createFetcher({ userAgent, cache: new Map() });
  return openSources(configured, { config: asking, fetcher, files: new Map() }).map((source) => ({
    name: source.name,
    run: () => checkSource(source, Date.now()),
  }));
}
