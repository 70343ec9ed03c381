import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Each delivery asks for the papers that only the sample gave: without an index a walk over the whole catalog. */
export function sourcesOfPapers(): Migration {
  return {
    async up({ schema }: Kysely<unknown>) {
      await schema.createIndex('papers_sources').on('papers').column('sources').execute();
    },
  };
}
