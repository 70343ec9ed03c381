import { sayComing, sayTimetable } from '../channels/schedules.ts';
import { UserError } from '../command/user-error.ts';
import { plannedList } from '../digest/digest-message.ts';
import { percolate } from '../digest/percolate.ts';
import { chosenFor } from '../digest/plan.ts';
import type { Message } from '../message/message.ts';
import type { Schedule } from '../store/digest-store.ts';
import type { Store } from '../store/store.ts';

/** What `paperboy digest` was asked for. */
export interface DigestOptions {
  /** A channel's key, such as `slack/T1/C1`; absent for all channels. */
  readonly channel?: string;
  readonly dryRun: boolean;
}

/**
 * Shows what each channel's next digest would hold if it came now; nothing is posted or claimed. Gives the exit code.
 *
 * @throws UserError without `--dry-run`, and for a channel that is not known
 */
export async function runDigest(
  store: Store,
  { channel, dryRun }: DigestOptions,
  now: number,
  show: (message: Message | string) => void,
): Promise<number> {
  if (!dryRun) {
    throw new UserError(
      'Digests are posted by `npm start`, at each channel’s own time. Add --dry-run to see what they would hold now.',
    );
  }
  const schedules =
    channel === undefined ? await store.schedules.all() : [await scheduleNamed(store, channel)];
  if (schedules.length === 0) show('No channel follows anything yet: `/papers subscribe` begins.');
  await percolate(store, now);
  for (const schedule of schedules) {
    const { channel: key } = schedule;
    if ((await store.channels.subscriptions(key)).length === 0) {
      show(`${key} · follows nothing any more, so no digest comes: \`/papers subscribe\` begins anew.`);
      continue;
    }
    const chosen = (await chosenFor(store, [schedule], now)).get(key);
    const message = chosen && (await plannedList(store, schedule, chosen));
    show(`${key} · digests come at ${sayTimetable(schedule)}; ${sayComing(schedule, now)}.`);
    show(message ?? 'Nothing new matches: no digest would be posted.');
  }
  return 0;
}

async function scheduleNamed(store: Store, channel: string): Promise<Schedule> {
  const schedule = await store.schedules.get(channel);
  if (schedule) return schedule;
  const known = (await store.schedules.all()).slice(0, 5).map((other) => other.channel);
  throw new UserError(
    `There is no channel “${channel}” with a schedule. ${known.length > 0 ? `Such as: ${known.join(', ')}.` : 'None has one yet.'}`,
  );
}
