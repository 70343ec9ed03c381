import { test } from 'vitest';
import { digestWorld } from './digest-world.ts';
import { liveThrough, YEAR } from './year.ts';

test('over a year, in fifty zones, with a clock that jumps and a process that stops, each paper comes once, when it is due', async () => {
  await liveThrough(await digestWorld(YEAR), YEAR);
}, 120_000);
