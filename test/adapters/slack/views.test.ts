import { expect, test } from 'vitest';
import { useSlack } from './slack-world.ts';

const slack = useSlack();

interface View {
  readonly type: string;
  readonly callback_id?: string;
  readonly private_metadata: string;
  readonly blocks: readonly object[];
}

const viewOf = ({ body }: { body: Record<string, unknown> }) => body.view as View;

/** Ada opens the form; her profile says where she is. */
async function openForm(): Promise<View> {
  const user = { id: slack.peers.ada.id, tz: 'Europe/Berlin', profile: { display_name: 'Ada' } };
  slack.peers.answerOnce('users.info', { body: { ok: true, user } });
  slack.peers.answerOnce('views.open', { body: { ok: true, view: { id: 'V1', hash: 'h1' } } });
  await slack.peers.command('subscribe');
  return viewOf(await slack.peers.call('views.open'));
}

const submit = (view: View, { query = 'physics-informed', time = '09:00', zone = 'Europe/Berlin' }) =>
  slack.peers.interact({
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

const channelKey = () => `slack/${slack.peers.team}/${slack.peers.channels.papers}`;
const queries = async (channel = channelKey()) =>
  (await slack.core.store.channels.subscriptions(channel)).map(({ query }) => query);

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
  const first = await slack.peers.call('chat.postMessage');
  expect(JSON.stringify(first.body)).toContain('physics-informed');
  const second = await slack.peers.call('chat.postMessage');
  expect(JSON.stringify(second.body)).toContain('07:30 every day, America/New_York time');
  expect(await queries()).toEqual(['physics-informed', 'diffusion']);
  expect(await slack.core.store.schedules.get(channelKey())).toMatchObject({
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
  slack.peers.answerOnce('views.update', { body: { ok: true } });
  await slack.peers.interact({
    type: 'block_actions',
    trigger_id: 'trigger',
    container: { type: 'view', view_id: 'V1' },
    view: { ...view, id: 'V1', hash: 'h1', state: { values: {} } },
    actions: [{ type: 'plain_text_input', block_id: 'query', action_id: 'check:query', value: typed }],
  });
  const { body } = await slack.peers.call('views.update');
  expect(body).toMatchObject({ view_id: 'V1', hash: 'h1' });
  for (const words of said) expect(JSON.stringify(body.view)).toContain(words);
});

test('the form saves nothing in a conversation without Paperboy, not even a schedule', async () => {
  const view = await openForm();
  slack.peers.answerOnce('conversations.info', { body: { ok: true, channel: { is_private: true } } });
  await submit(view, { time: '07:30' });
  expect((await slack.peers.response()).text).toContain('/invite @Paperboy');
  await slack.adapter.stop();
  expect(await queries()).toEqual([]);
  expect(await slack.core.store.schedules.get(channelKey())).toBeUndefined();
});

test('whoever may not manage gets no form but the reason', async () => {
  const user = { id: slack.peers.ada.id, is_restricted: true };
  slack.peers.answerOnce('users.info', { body: { ok: true, user } });
  await slack.peers.command('subscribe');
  expect((await slack.peers.response()).text).toContain('may manage');
  expect(slack.peers.calls.filter(({ method }) => method === 'views.open')).toEqual([]);
});

test('the App Home shows what a person follows in direct messages, and its buttons work there', async () => {
  const dm = 'D0ADA';
  const ref = { platform: 'slack', community: slack.peers.team, id: dm };
  await slack.core.store.channels.put(ref);
  await slack.core.store.channels.subscribe({
    ...{ channel: `slack/${slack.peers.team}/${dm}`, query: 'PINN', canonical: 'pinn' },
    ...{ createdBy: slack.peers.ada.id, createdByName: 'ada', createdAt: 0 },
  });
  slack.peers.answerOnce('views.publish', { body: { ok: true } });
  await slack.peers.event({ type: 'app_home_opened', tab: 'home', user: slack.peers.ada.id, channel: dm });
  const { body } = await slack.peers.call('views.publish');
  expect(body).toMatchObject({ user_id: slack.peers.ada.id, view: { type: 'home' } });
  const view = body.view as View;
  expect(JSON.stringify(view.blocks)).toContain('PINN');
  expect(view.blocks.length).toBeLessThanOrEqual(100);

  slack.peers.answerOnce('chat.postMessage', { body: { ok: true, ts: '1.1' } });
  await slack.peers.interact({
    type: 'block_actions',
    trigger_id: 'trigger',
    container: { type: 'view', view_id: 'V2' },
    view: { ...view, id: 'V2' },
    actions: [{ type: 'button', block_id: 'b', action_id: 'run:1', value: '/papers today' }],
  });
  expect((await slack.peers.call('chat.postMessage')).body).toMatchObject({ channel: dm });
});
