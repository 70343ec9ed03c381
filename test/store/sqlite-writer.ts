import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { writeAndTell } from '../conformance/store-writer.ts';

/** The second process of the tests: `node sqlite-writer.ts FILE NAME COUNT`. */
const [file = '', name = '', count = ''] = process.argv.slice(2);
await writeAndTell(await openSqliteStore({ file }), name, Number(count));
