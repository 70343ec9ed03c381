import { describeStore } from '../conformance/store.ts';
import { sharedPglite } from './pglite-store.ts';

const { openEmpty } = sharedPglite();

describeStore('PostgreSQL (PGlite)', openEmpty);
