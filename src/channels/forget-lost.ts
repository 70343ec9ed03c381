import type { Store } from '../store/store.ts';

const DAY = 86_400_000;

/** For how long what belongs to a community that removed Paperboy is kept, in case it comes back: milliseconds. */
export const GRACE = 30 * DAY;

/** Seen events are kept a day: Slack repeats one for some minutes. */
const EVENTS_KEPT = DAY;

/** Deletes what nobody may want any more: communities that were lost long ago, and events that were seen. */
export async function forgetLost(store: Store, now: number): Promise<void> {
  for (const community of await store.communities.lostBefore(now - GRACE))
    await store.communities.forget(community);
  await store.events.forget(now - EVENTS_KEPT);
}
