import { join } from 'node:path';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { describeStore } from '../conformance/store.ts';
import { describeDurableStore } from '../conformance/store-durability.ts';
import { temporaryFiles } from './temporary-folder.ts';

const newFile = temporaryFiles();

describeStore('SQLite file', () => openSqliteStore({ file: newFile() }));
describeDurableStore('SQLite file', () => {
  const file = newFile();
  return {
    open: () => openSqliteStore({ file }),
    writer: (name, count) => [join(import.meta.dirname, 'sqlite-writer.ts'), file, name, String(count)],
  };
});
