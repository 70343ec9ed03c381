import { describe, onTestFinished } from 'vitest';
import { FOLLOWED_CHANNEL } from '../../src/store/tell-followed.ts';
import { describeStore } from '../conformance/store.ts';
import { withStore } from '../conformance/store-samples.ts';
import { sharedPglite } from './pglite-store.ts';
import { describeTelling } from './told-follows.ts';

// To make one takes seconds.
const { openEmpty, listen } = sharedPglite();

describeStore('PostgreSQL (PGlite)', openEmpty);

describe('told by PGlite', () => {
  const open = withStore(openEmpty);

  describeTelling(async () => {
    const store = await open();
    const said: string[] = [];
    const unlisten = await listen(FOLLOWED_CHANNEL, (payload) => said.push(payload));
    onTestFinished(unlisten);
    return { store, told: async () => said };
  });
});
