import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/** The catalog, the channels with what they follow and saw, the ledger of votes, seen events and the cache. */
export function firstTables({ text }: ColumnTypes): Migration {
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const key = (column: ColumnDefinitionBuilder) => column.notNull().primaryKey();

  async function catalog({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('papers')
      .addColumn('id', text, key)
      .addColumn('title', text, required)
      .addColumn('normalised_title', text, required)
      .addColumn('abstract', text)
      .addColumn('summary', text)
      .addColumn('authors', text)
      .addColumn('author_count', 'integer')
      .addColumn('published_on', text)
      .addColumn('listed_on', text)
      .addColumn('newest_on', text, required)
      .addColumn('url', text, required)
      .addColumn('upvotes', 'integer')
      .addColumn('comments', 'integer')
      .addColumn('keywords', text)
      .addColumn('categories', text)
      .addColumn('doi', text)
      .addColumn('code_url', text)
      .addColumn('project_url', text)
      .addColumn('organization', text)
      .addColumn('image_url', text)
      .addColumn('withdrawn_on', text)
      .addColumn('sources', text, required)
      .addColumn('first_seen_at', 'bigint', required)
      .addColumn('counts_at', 'bigint', required)
      .execute();
    await schema.createIndex('papers_newest').on('papers').columns(['newest_on desc', 'id']).execute();
    await schema.createIndex('papers_title').on('papers').column('normalised_title').execute();
    await schema.createIndex('papers_doi').on('papers').column('doi').execute();
    await schema.createIndex('papers_sources').on('papers').column('sources').execute();
    await schema
      .createTable('paper_aliases')
      .addColumn('id', text, key)
      .addColumn('paper_id', text, required)
      .execute();
    await schema.createIndex('paper_aliases_paper').on('paper_aliases').column('paper_id').execute();
    await schema
      .createTable('listings')
      .addColumn('listed_on', text, required)
      .addColumn('source', text, required)
      .addColumn('paper_id', text, required)
      .addColumn('position', 'integer', required)
      .addPrimaryKeyConstraint('listings_key', ['listed_on', 'source', 'paper_id'])
      .execute();
    await schema.createIndex('listings_paper').on('listings').column('paper_id').execute();
    await schema.createIndex('listings_source').on('listings').column('source').execute();
    await schema
      .createTable('sources')
      .addColumn('name', text, key)
      .addColumn('last_success_at', 'bigint')
      .addColumn('last_error', text)
      .addColumn('last_error_at', 'bigint')
      .execute();
  }

  async function channels({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('channels')
      .addColumn('key', text, key)
      .addColumn('platform', text, required)
      .addColumn('community', text, required)
      .addColumn('id', text, required)
      .addColumn('time_zone', text)
      .execute();
    await schema
      .createTable('subscriptions')
      .addColumn('channel', text, required)
      .addColumn('number', 'integer', required)
      .addColumn('query', text, required)
      .addColumn('canonical', text, required)
      .addColumn('created_by', text, required)
      .addColumn('created_by_name', text, required)
      .addColumn('created_at', 'bigint', required)
      .addColumn('starts_with', text)
      .addColumn('removed_at', 'bigint')
      .addPrimaryKeyConstraint('subscriptions_key', ['channel', 'number'])
      .execute();
    await schema
      .createTable('subscription_numbers')
      .addColumn('channel', text, key)
      .addColumn('last', 'integer', required)
      .execute();
  }

  async function posts({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('posts')
      .addColumn('channel', text, required)
      .addColumn('message_id', text, required)
      .addColumn('community', text, required)
      .addColumn('viewer', text)
      .addColumn('posted_at', 'bigint', required)
      .addColumn('sequence', 'integer', required)
      .addColumn('has_rows', 'integer', required)
      .addPrimaryKeyConstraint('posts_key', ['channel', 'message_id'])
      .execute();
    await schema
      .createIndex('posts_newest')
      .on('posts')
      .columns(['channel', 'has_rows', 'posted_at', 'sequence'])
      .execute();
    await schema
      .createTable('posted_papers')
      .addColumn('channel', text, required)
      .addColumn('message_id', text, required)
      .addColumn('place', 'integer', required)
      .addColumn('row_number', 'integer')
      .addColumn('paper_id', text, required)
      .addPrimaryKeyConstraint('posted_papers_key', ['channel', 'message_id', 'place'])
      .execute();
    await schema.createIndex('posted_papers_paper').on('posted_papers').column('paper_id').execute();
  }

  async function votes({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('vote_marks')
      .addColumn('community', text, required)
      .addColumn('place', text, required)
      .addColumn('message_id', text, required)
      .addColumn('person', text, required)
      .addColumn('emoji', text, required)
      .addColumn('channel', text, required)
      .addColumn('paper_id', text)
      .addColumn('is_on', 'integer', required)
      .addColumn('mark_order', 'double precision', required)
      .addColumn('at', 'bigint', required)
      .addPrimaryKeyConstraint('vote_marks_key', ['community', 'place', 'message_id', 'person', 'emoji'])
      .execute();
    await schema
      .createIndex('vote_marks_paper')
      .on('vote_marks')
      .columns(['paper_id', 'community', 'is_on', 'person'])
      .execute();
    await schema
      .createIndex('vote_marks_since')
      .on('vote_marks')
      .columns(['community', 'is_on', 'at'])
      .execute();
  }

  async function events({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('seen_events')
      .addColumn('event_id', text, key)
      .addColumn('at', 'bigint', required)
      .execute();
    await schema.createIndex('seen_events_at').on('seen_events').column('at').execute();
    await schema
      .createTable('cache')
      .addColumn('namespace', text, required)
      .addColumn('key', text, required)
      .addColumn('value', text, required)
      .addColumn('expires_at', 'bigint')
      .addPrimaryKeyConstraint('cache_key', ['namespace', 'key'])
      .execute();
    await schema.createIndex('cache_expires').on('cache').column('expires_at').execute();
  }

  return {
    async up(db: Kysely<unknown>) {
      for (const part of [catalog, channels, posts, votes, events]) await part(db);
    },
  };
}
