import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UserError } from '../command/user-error.ts';

/** A place that papers come from, as `PAPERBOY_SOURCES` names it. */
export interface ConfiguredSource {
  /** Its name in the catalog, such as `file:page.txt`. */
  readonly name: string;
  readonly path: string;
}

/**
 * The sources that a configuration names: `file:PATH` or a bare path, relative to the first of `folders` that has it.
 *
 * @throws UserError naming every entry that is no file's path
 */
export function configuredSources(
  entries: readonly string[],
  folders: readonly string[],
): ConfiguredSource[] {
  const unknown = entries.filter(
    (entry) => /^[a-z][a-z0-9+.-]{1,}:/i.test(entry) && !entry.startsWith('file:'),
  );
  if (unknown.length > 0) {
    const names = unknown.map((entry) => `“${entry}”`).join(', ');
    throw new UserError(
      `PAPERBOY_SOURCES names ${names}, which this version cannot read. Write \`file:PATH\` or a path.`,
    );
  }
  return entries.map((entry) => {
    const path = entry.replace(/^file:(?:\/\/(?=\/))?/, '');
    const places = folders.map((folder) => resolve(folder, path));
    return {
      name: `file:${basename(path)}`,
      path: places.find((place) => existsSync(place)) ?? (places[0] as string),
    };
  });
}
