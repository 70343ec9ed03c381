import type { MigrationProvider } from 'kysely/migration';
import { firstTables } from './0001-first-tables.ts';
import { digestTables } from './0002-digests.ts';
import { communityTables } from './0003-communities.ts';
import { revisions } from './0004-revisions.ts';
import { search } from './0005-search.ts';
import { sourcePlans } from './0006-source-plans.ts';
import { followChanges } from './0007-follow-changes.ts';
import { mostUpvoted } from './0008-most-upvoted.ts';
import { joinedWords } from './0009-joined-words.ts';
import { matchesByPaper } from './0010-matches-by-paper.ts';
import { wordsByField } from './0011-words-by-field.ts';
import { dueSteps } from './0012-due-steps.ts';
import { wordPairs } from './0013-word-pairs.ts';
import type { ColumnTypes } from './column-types.ts';

/**
 * Every step of the schema, oldest first by name. A step that was released is never changed, but for work that a later
 * one does anew; a new one gets the next number; there is no way back.
 */
export function migrations(types: ColumnTypes): MigrationProvider {
  return {
    getMigrations: async () => ({
      '0001_first_tables': firstTables(types),
      '0002_digests': digestTables(types),
      '0003_communities': communityTables(types),
      '0004_revisions': revisions(types),
      '0005_search': search(types),
      '0006_source_plans': sourcePlans(types),
      '0007_follow_changes': followChanges(types),
      '0008_most_upvoted': mostUpvoted(),
      '0009_joined_words': joinedWords(),
      '0010_matches_by_paper': matchesByPaper(types),
      '0011_words_by_field': wordsByField(types),
      '0012_due_steps': dueSteps(),
      '0013_word_pairs': wordPairs(types),
    }),
  };
}
