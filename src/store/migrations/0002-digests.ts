import type { ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from './column-types.ts';

/** News, schedules, matches and the delivery ledger. */
export function digestTables({ text, serial }: ColumnTypes): Migration {
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  const key = (column: ColumnDefinitionBuilder) => column.notNull().primaryKey();

  async function news({ schema }: Kysely<unknown>): Promise<void> {
    await schema.alterTable('papers').addColumn('news_at', 'bigint').execute();
    await schema
      .alterTable('papers')
      .addColumn('revision', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema.createIndex('papers_revision').on('papers').column('revision').execute();
    await schema.createIndex('papers_news').on('papers').column('news_at').execute();
  }

  /** What a message shows, so that its counts can be brought up to date. */
  async function contents({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('post_contents')
      .addColumn('channel', text, required)
      .addColumn('message_id', text, required)
      .addColumn('posted_at', 'bigint', required)
      .addColumn('step_key', text)
      .addColumn('message', text, required)
      .addPrimaryKeyConstraint('post_contents_key', ['channel', 'message_id'])
      .execute();
    await schema.createIndex('post_contents_age').on('post_contents').column('posted_at').execute();
  }

  async function schedules({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('schedules')
      .addColumn('channel', text, key)
      .addColumn('platform', text, required)
      .addColumn('time', text, required)
      .addColumn('time_zone', text, required)
      .addColumn('days', text, required)
      .addColumn('next_at', 'bigint')
      .addColumn('next_slot', text)
      .addColumn('papers', 'integer', required)
      .addColumn('layout', text, required)
      .addColumn('announce_quiet', 'integer', required)
      .addColumn('paused_until', 'bigint')
      .addColumn('pause_reason', text)
      .execute();
    await schema.createIndex('schedules_next').on('schedules').columns(['platform', 'next_at']).execute();
  }

  async function matches({ schema }: Kysely<unknown>): Promise<void> {
    await schema.createIndex('subscriptions_canonical').on('subscriptions').column('canonical').execute();
    await schema
      .createTable('queries')
      .addColumn('canonical', text, key)
      .addColumn('through', 'bigint', required)
      .execute();
    await schema
      .createTable('matches')
      .addColumn('canonical', text, required)
      .addColumn('paper_id', text, required)
      .addPrimaryKeyConstraint('matches_key', ['canonical', 'paper_id'])
      .execute();
    await schema.createIndex('matches_paper').on('matches').column('paper_id').execute();
  }

  async function ledger({ schema }: Kysely<unknown>): Promise<void> {
    await schema
      .createTable('digests')
      .addColumn('id', serial, key)
      .addColumn('channel', text, required)
      .addColumn('slot', text, required)
      .addColumn('planned_at', 'bigint', required)
      .addColumn('layout', text, required)
      .addColumn('list_id', text)
      .addColumn('thread_id', text)
      .addUniqueConstraint('digests_slot', ['channel', 'slot'])
      .execute();
    await schema
      .createTable('claims')
      .addColumn('channel', text, required)
      .addColumn('paper_id', text, required)
      .addColumn('digest', 'integer', required)
      .addColumn('place', 'integer', required)
      .addColumn('is_shown', 'integer', required)
      .addPrimaryKeyConstraint('claims_key', ['channel', 'paper_id'])
      .execute();
    await schema.createIndex('claims_digest').on('claims').columns(['digest', 'place']).execute();
    await schema.createIndex('claims_paper').on('claims').column('paper_id').execute();
    await schema
      .createTable('steps')
      .addColumn('key', text, key)
      .addColumn('digest', 'integer', required)
      .addColumn('place', 'integer', required)
      .addColumn('channel', text, required)
      .addColumn('platform', text, required)
      .addColumn('kind', text, required)
      .addColumn('paper_id', text)
      .addColumn('phase', 'integer', required)
      .addColumn('state', text, required)
      .addColumn('due_at', 'bigint')
      .addColumn('owner', text)
      .addColumn('tries', 'integer', required)
      .addColumn('first_tried_at', 'bigint')
      .addColumn('tried_at', 'bigint')
      .addColumn('message_id', text)
      .addColumn('problem', text)
      .execute();
    await schema.createIndex('steps_due').on('steps').columns(['platform', 'phase', 'due_at']).execute();
    await schema
      .createIndex('steps_channel')
      .on('steps')
      .columns(['channel', 'state', 'digest', 'place'])
      .execute();
    await schema.createIndex('steps_digest').on('steps').columns(['digest', 'place']).execute();
    await schema.createIndex('steps_paper').on('steps').column('paper_id').execute();
  }

  return {
    async up(db: Kysely<unknown>) {
      for (const part of [news, contents, schedules, matches, ledger]) await part(db);
    },
  };
}
