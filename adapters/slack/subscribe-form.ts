import type { BlockAction, PlainTextInputAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { scheduleOf } from '../../src/channels/schedules.ts';
import { channelKey } from '../../src/platform/platform.ts';
import { readZone } from '../../src/time/read-schedule.ts';
import { asAdapterError, slackCode } from './errors.ts';
import { channelRef, type Listening, type Scene } from './listening.ts';
import type { Place } from './responder.ts';
import { respondThrough } from './response-url.ts';
import { runLine } from './run-line.ts';
import {
  CHECK,
  type Filled,
  mistakesIn,
  type Purpose,
  readPurpose,
  readState,
  SUBSCRIBE,
  subscribeView,
} from './subscribe-view.ts';

/** Whether a command line is better asked for in a form. */
export function isFormLine(line: string): boolean {
  return /^subscribe$/i.test(line.trim());
}

/** Opens the form of `subscribe`; whoever may not manage, or pressed too long ago, is answered by the command. */
export async function openForm(
  listening: Listening,
  scene: Scene,
  place: Place,
  { trigger, url }: { readonly trigger: string; readonly url?: string },
): Promise<void> {
  const { findPerson, store, now, log } = listening;
  const { client, community } = scene;
  const respond = url === undefined ? undefined : respondThrough(url);
  const ask = () => runLine(listening, scene, place, { text: SUBSCRIBE }, respond);
  const { mayManage, timeZone = 'UTC' } = await findPerson(client, place.person, community);
  if (!mayManage) return ask();
  const ref = channelRef(community, place.channel);
  const channel = (await store.channels.get(channelKey(ref))) ?? { ...ref, key: channelKey(ref) };
  const schedule = await scheduleOf(store, channel, channel.timeZone ?? timeZone, now());
  const purpose: Purpose = {
    community,
    channel: place.channel,
    time: schedule.time,
    zone: schedule.timeZone,
    ...(url !== undefined && { responseUrl: url }),
  };
  try {
    await client.views.open({ trigger_id: trigger, view: subscribeView(purpose) });
  } catch (error) {
    log.warn({ platform: 'slack', error: asAdapterError(error).message }, 'could not open a form');
    await ask();
  }
}

/** Explains keywords while they are written, and follows them once the form is sent. */
export function listenForForms(listening: Listening): void {
  const { app, track } = listening;

  async function check(
    { view, actions }: BlockAction<PlainTextInputAction>,
    client: WebClient,
  ): Promise<void> {
    const typed = actions.find(({ action_id }) => action_id === CHECK)?.value ?? '';
    if (!view) return;
    const { id: view_id, hash, private_metadata } = view;
    try {
      await client.views.update({ view_id, hash, view: subscribeView(readPurpose(private_metadata), typed) });
    } catch (error) {
      // Whoever types fast has a newer check under way.
      if (slackCode(error) !== 'hash_conflict') throw error;
    }
  }

  app.action<BlockAction<PlainTextInputAction>>(
    { type: 'block_actions', action_id: CHECK },
    async ({ ack, body, client }) => {
      await ack();
      await track(check(body, client));
    },
  );

  app.view(SUBSCRIBE, async ({ ack, view, body, client, context }) => {
    const filled = readState(view.state);
    const errors = mistakesIn(filled);
    if (Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors });
    await ack();
    const purpose = readPurpose(view.private_metadata);
    const place = { channel: purpose.channel, person: body.user.id, occasion: view.id };
    const scene = { client, community: purpose.community, context };
    await track(follow(listening, scene, place, purpose, filled));
  });
}

async function follow(
  listening: Listening,
  scene: Scene,
  place: Place,
  purpose: Purpose,
  { query, time, zone }: Filled,
): Promise<void> {
  const { responseUrl } = purpose;
  const respond: RespondFn | undefined = responseUrl === undefined ? undefined : respondThrough(responseUrl);
  await runLine(listening, scene, place, { text: `${SUBSCRIBE} ${query}` }, respond);
  const changed = [
    ...(time === purpose.time ? [] : [time]),
    ...(zone === purpose.zone ? [] : [readZone(zone) ?? zone]),
  ];
  const channel = channelKey(channelRef(scene.community, place.channel));
  // Where nothing could be followed, nothing is scheduled either.
  if (changed.length === 0 || (await listening.store.channels.subscriptions(channel)).length === 0) return;
  await runLine(listening, scene, place, { text: `schedule ${changed.join(' ')}` }, respond);
}
