import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import { commandReference } from '../src/command/reference.ts';

writeFileSync(join(import.meta.dirname, 'commands.md'), commandReference(commands));
