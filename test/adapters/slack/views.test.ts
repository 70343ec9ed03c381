import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackAdapter } from '../../../adapters/slack/slack-adapter.ts';
import type { PlatformAdapter } from '../../../src/platform/platform.ts';
import { type RealCore, startRealCore } from '../real-core.ts';
import { type SlackPeers, startSlackPeers } from './peers.ts';

let peers: SlackPeers;
let core: RealCore;
let adapter: PlatformAdapter;
const log = { info: () => {}, warn: () => {}, error: () => {} };

beforeAll(async () => {
  peers = await startSlackPeers();
});
afterAll(() => peers?.stop());

beforeEach(async () => {
  peers.forget();
  core = await startRealCore();
  adapter = createSlackAdapter({ ...peers.config, store: core.store, log });
  await adapter.start(core.desk);
});
afterEach(async () => {
  await adapter.stop();
  await core.store.close();
});

interface View {
  readonly type: string;
  readonly callback_id?: string;
  readonly private_metadata: string;
  readonly blocks: readonly object[];
}

const viewOf = ({ body }: { body: Record<string, unknown> }) => body.view as View;

/** Ada opens the form; her profile says where she is. */
async function openForm(): Promise<View> {
  const user = { id: peers.ada.id, tz: 'Europe/Berlin', profile: { display_name: 'Ada' } };
  peers.answerOnce('users.info', { body: { ok: true, user } });
  peers.answerOnce('views.open', { body: { ok: true, view: { id: 'V1', hash: 'h1' } } });
  await peers.command('subscribe');
  return viewOf(await peers.call('views.open'));
}

const submit = (view: View, { query = 'physics-informed', time = '09:00', zone = 'Europe/Berlin' }) =>
  peers.interact({
    type: 'view_submission',
    trigger_id: 'trigger',
    view: {
      ...view,
      id: 'V1',
      state: {
        values: {
          query: { 'check:query': { type: 'plain_text_input', value: query } },
          time: { time: { type: 'timepicker', selected_time: time } },
          zone: { zone: { type: 'plain_text_input', value: zone } },
        },
      },
    },
  });

const channelKey = () => `slack/${peers.team}/${peers.channels.papers}`;
const queries = async (channel = channelKey()) =>
  (await core.store.channels.subscriptions(channel)).map(({ query }) => query);

test('subscribe alone opens a form with nine o’clock in the zone of whoever asks', async () => {
  const view = await openForm();
  expect(view).toMatchObject({ type: 'modal', callback_id: 'subscribe' });
  const text = JSON.stringify(view.blocks);
  expect(text).toContain('"initial_time":"09:00"');
  expect(text).toContain('"initial_value":"Europe/Berlin"');
  expect(await queries()).toEqual([]);
});

test('the form follows the keywords in its channel, and sets time and zone where they were changed', async () => {
  const view = await openForm();
  await submit(view, { query: 'physics-informed, diffusion', time: '07:30', zone: 'America/New_York' });
  const first = await peers.call('chat.postMessage');
  expect(JSON.stringify(first.body)).toContain('physics-informed');
  const second = await peers.call('chat.postMessage');
  expect(JSON.stringify(second.body)).toContain('07:30 every day, America/New_York time');
  expect(await queries()).toEqual(['physics-informed', 'diffusion']);
  expect(await core.store.schedules.get(channelKey())).toMatchObject({
    time: '07:30',
    timeZone: 'America/New_York',
  });
});

test('a form with mistakes stays open and names each at its field', async () => {
  const view = await openForm();
  const answer = await submit(view, { query: 'graph (network', zone: 'Middle Earth' });
  expect(answer).toMatchObject({
    response_action: 'errors',
    errors: { query: expect.stringMatching(/\(/), zone: expect.stringContaining('Middle Earth') },
  });
  expect(await queries()).toEqual([]);
});

test.each([
  ['PINN, diffusion -video', ['✓ “PINN”', '✓ “diffusion”']],
  ['"neural network', ['⚠ ']],
])('while %s is written the form says how it is read', async (typed, said) => {
  const view = await openForm();
  peers.answerOnce('views.update', { body: { ok: true } });
  await peers.interact({
    type: 'block_actions',
    trigger_id: 'trigger',
    container: { type: 'view', view_id: 'V1' },
    view: { ...view, id: 'V1', hash: 'h1', state: { values: {} } },
    actions: [{ type: 'plain_text_input', block_id: 'query', action_id: 'check:query', value: typed }],
  });
  const { body } = await peers.call('views.update');
  expect(body).toMatchObject({ view_id: 'V1', hash: 'h1' });
  for (const words of said) expect(JSON.stringify(body.view)).toContain(words);
});

test('the form saves nothing in a conversation without Paperboy, not even a schedule', async () => {
  const view = await openForm();
  peers.answerOnce('conversations.info', { body: { ok: true, channel: { is_private: true } } });
  await submit(view, { time: '07:30' });
  expect((await peers.response()).text).toContain('/invite @Paperboy');
  await adapter.stop();
  expect(await queries()).toEqual([]);
  expect(await core.store.schedules.get(channelKey())).toBeUndefined();
});

test('whoever may not manage gets no form but the reason', async () => {
  const user = { id: peers.ada.id, is_restricted: true };
  peers.answerOnce('users.info', { body: { ok: true, user } });
  await peers.command('subscribe');
  expect((await peers.response()).text).toContain('may manage');
  expect(peers.calls.filter(({ method }) => method === 'views.open')).toEqual([]);
});

test('the App Home shows what a person follows in direct messages, and its buttons work there', async () => {
  const dm = 'D0ADA';
  const ref = { platform: 'slack', community: peers.team, id: dm };
  await core.store.channels.put(ref);
  await core.store.channels.subscribe({
    ...{ channel: `slack/${peers.team}/${dm}`, query: 'PINN', canonical: 'pinn' },
    ...{ createdBy: peers.ada.id, createdByName: 'ada', createdAt: 0 },
  });
  peers.answerOnce('views.publish', { body: { ok: true } });
  await peers.event({ type: 'app_home_opened', tab: 'home', user: peers.ada.id, channel: dm });
  const { body } = await peers.call('views.publish');
  expect(body).toMatchObject({ user_id: peers.ada.id, view: { type: 'home' } });
  const view = body.view as View;
  expect(JSON.stringify(view.blocks)).toContain('PINN');
  expect(view.blocks.length).toBeLessThanOrEqual(100);

  peers.answerOnce('chat.postMessage', { body: { ok: true, ts: '1.1' } });
  await peers.interact({
    type: 'block_actions',
    trigger_id: 'trigger',
    container: { type: 'view', view_id: 'V2' },
    view: { ...view, id: 'V2' },
    actions: [{ type: 'button', block_id: 'b', action_id: 'run:1', value: '/papers today' }],
  });
  expect((await peers.call('chat.postMessage')).body).toMatchObject({ channel: dm });
});
