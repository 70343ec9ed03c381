import { type Kysely, sql } from 'kysely';

/** Papers, editions, channels, subscriptions, posts, votes and the cache. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('papers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('normalised_title', 'text', (column) => column.notNull())
    .addColumn('doi', 'text')
    .addColumn('sort_day', 'text', (column) => column.notNull())
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('counts_at', 'bigint', (column) => column.notNull())
    .addColumn('sources', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('papers_by_title').on('papers').column('normalised_title').execute();
  await db.schema.createIndex('papers_by_doi').on('papers').column('doi').execute();
  await db.schema.createIndex('papers_by_day').on('papers').columns(['sort_day', 'id']).execute();
  await db.schema
    .createTable('paper_aliases')
    .addColumn('alias', 'text', (column) => column.primaryKey())
    .addColumn('paper_id', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('paper_aliases_by_paper').on('paper_aliases').column('paper_id').execute();
  await db.schema
    .createTable('listings')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('listed_on', 'text', (column) => column.notNull())
    .addColumn('paper_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('listings_key', ['source', 'listed_on', 'paper_id'])
    .execute();
  await db.schema.createIndex('listings_by_day').on('listings').columns(['listed_on', 'position']).execute();
  await db.schema.createIndex('listings_by_paper').on('listings').column('paper_id').execute();
  await db.schema
    .createTable('sources')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('last_success_at', 'bigint')
    .addColumn('last_error', 'text')
    .addColumn('last_error_at', 'bigint')
    .execute();
  await createConversationTables(db);
  await createVoteTables(db);
}

async function createConversationTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('channels')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('community', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text')
    .execute();
  await db.schema
    .createTable('subscriptions')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('canonical', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_by_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('starts_with', 'text')
    .addColumn('removed_at', 'bigint')
    .addPrimaryKeyConstraint('subscriptions_key', ['channel', 'number'])
    .execute();
  await db.schema.createIndex('subscriptions_by_query').on('subscriptions').column('canonical').execute();
  await db.schema
    .createTable('seen_events')
    .addColumn('event_id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('cache')
    .addColumn('namespace', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addPrimaryKeyConstraint('cache_key', ['namespace', 'key'])
    .execute();
  await db.schema.createIndex('cache_by_expiry').on('cache').column('expires_at').execute();
}

async function createVoteTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('posts')
    .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('viewer', 'text')
    .addColumn('posted_at', 'bigint', (column) => column.notNull())
    .addColumn('has_rows', 'integer', (column) => column.notNull())
    .addUniqueConstraint('posts_key', ['channel', 'message_id'])
    .execute();
  await db.schema
    .createIndex('posts_by_age')
    .on('posts')
    .columns(['channel', 'has_rows', 'posted_at'])
    .execute();
  await db.schema
    .createTable('posted_papers')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('row', 'integer')
    .addColumn('paper_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('posted_papers_key', ['channel', 'message_id', 'position'])
    .execute();
  await db.schema.createIndex('posted_papers_by_paper').on('posted_papers').column('paper_id').execute();
  await db.schema
    .createTable('vote_marks')
    .addColumn('community', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('emoji', 'text', (column) => column.notNull())
    .addColumn('paper_id', 'text')
    .addColumn('is_on', 'integer', (column) => column.notNull())
    .addColumn('mark_order', sql`double precision`, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('vote_marks_key', ['community', 'channel', 'message_id', 'person', 'emoji'])
    .execute();
  await db.schema
    .createIndex('vote_marks_by_paper')
    .on('vote_marks')
    .columns(['community', 'paper_id', 'is_on', 'person'])
    .execute();
  await db.schema
    .createIndex('vote_marks_by_message')
    .on('vote_marks')
    .columns(['channel', 'message_id'])
    .execute();
  await db.schema.createIndex('vote_marks_of_paper').on('vote_marks').column('paper_id').execute();
}
