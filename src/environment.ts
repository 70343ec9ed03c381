import { existsSync } from 'node:fs';
import { type Config, readConfig } from './config.ts';
import { misspeltSettings } from './misspelt-settings.ts';
import { type ConfiguredSource, configuredSources } from './sources/configured.ts';

/** What `.env` sets, where it is not set already. */
export function loadEnvironment(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** What the environment sets in vain. */
export function misspelt(): string[] {
  loadEnvironment();
  return misspeltSettings(process.env);
}

/** What the environment says, and the places that papers come from; `standing` is where the person is. */
export function readSettings(standing: string): { config: Config; configured: ConfiguredSource[] } {
  loadEnvironment();
  const config = readConfig(process.env);
  return { config, configured: configuredSources(config.sources, [standing, process.cwd()]) };
}
