import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They take longest, and at the end one of them would leave the other cores idle. */
const LONGEST = [
  /store\/(?:postgres|pglite|sqlite)\./,
  /digest\/(?:kill\/|year|faults)/,
  /e2e\//,
  /(?:percolator\/agreement|text\/word-scanner|digest\/failures)\./,
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((pattern) => pattern.test(moduleId));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/** The libraries of platforms keep what they know for the whole process. */
const ALONE = ['test/adapters/**/*.test.ts'];
const test = { testTimeout: 30_000, hookTimeout: 30_000 };

export default defineConfig({
  test: {
    // The default leaves a core unused, which of two is half.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...test, name: 'adapters', include: ALONE } },
      {
        // What each file would load anew takes more time than its tests.
        test: { ...test, name: 'core', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
    ],
  },
});
