import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { describeStore } from '../conformance/store.ts';
import { describeDurableStore } from '../conformance/store-durability.ts';
import { temporaryFiles } from './temporary-folder.ts';

const newFile = temporaryFiles();

/** To make the tables anew takes ten times as long. */
const original = newFile();
beforeAll(async () => (await openSqliteStore({ file: original })).close());

describeStore('SQLite file', () => {
  const file = newFile();
  copyFileSync(original, file);
  return openSqliteStore({ file });
});
describeDurableStore('SQLite file', () => {
  const file = newFile();
  return {
    open: () => openSqliteStore({ file }),
    writer: (name, count) => [join(import.meta.dirname, 'sqlite-writer.ts'), file, name, String(count)],
  };
});
