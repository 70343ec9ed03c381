import { SAMPLE } from '../catalog/ingest.ts';
import { channelOfKey } from '../platform/platform.ts';
import type { Layout, PlannedStep, Schedule, WaitingPaper } from '../store/digest-store.ts';
import type { Store } from '../store/store.ts';
import { communityKey } from '../votes/voting.ts';
import { RULES } from './rules.ts';
import { lastSlot, nextSlot } from './slots.ts';

/** How many channels one transaction plans: it stays under 20 ms (FACTS section 8). */
const BATCH = 10;

export interface Planning {
  readonly store: Store;
  readonly platforms: readonly string[];
  readonly now: number;
  /** Gives a new step its key; see `PlannedStep`. */
  readonly newKey: () => string;
}

/** Plans the digests of all channels whose slot has come; resolves to how many digests that made. */
export async function planDue(planning: Planning): Promise<number> {
  let planned = 0;
  for (;;) {
    const batch = await planning.store.transaction(async (inside) => {
      const due = await inside.schedules.due(planning.platforms, planning.now, BATCH);
      let made = 0;
      for (const schedule of due) if (await planSlot({ ...planning, store: inside }, schedule)) made += 1;
      return { due: due.length, made };
    });
    planned += batch.made;
    if (batch.due < BATCH) return planned;
  }
}

/** Plans a channel's newest slot that has come, unless it was missed by too much, and moves on to the next one. */
async function planSlot(planning: Planning, schedule: Schedule): Promise<boolean> {
  const { store, now } = planning;
  const { pausedUntil, pauseReason, ...resumed } = schedule;
  const next = nextSlot(schedule, now);
  await store.schedules.put({ ...resumed, nextAt: next.at, nextSlot: next.slot });
  const slot = lastSlot(schedule, (schedule.nextAt ?? now) - 1, now);
  if (!slot || now - slot.at >= RULES.catchUp) return false;
  const { shown, passedOver } = await chosenFor(store, schedule, now);
  if (shown.length === 0 && !schedule.announceQuiet) return false;
  return store.ledger.plan({
    channel: schedule.channel,
    platform: schedule.platform,
    slot: slot.slot,
    plannedAt: now,
    layout: schedule.layout,
    shown,
    passedOver,
    steps: stepsOf(schedule.layout, shown, planning.newKey),
  });
}

/** What a channel's next digest holds, as things are now; best first. */
export async function chosenFor(
  store: Store,
  schedule: Pick<Schedule, 'channel' | 'platform' | 'papers'>,
  now: number,
): Promise<{ shown: string[]; passedOver: string[] }> {
  const { channel, platform, papers } = schedule;
  const waiting = (await store.matches.waiting(channel, now - RULES.newsWindow)).filter(
    (paper) => platform === 'terminal' || paper.sources.some((source) => source !== SAMPLE),
  );
  const community = communityKey(channelOfKey(channel));
  const votes =
    waiting.length > 1
      ? await store.votes.count(
          community,
          waiting.map((paper) => paper.id),
        )
      : new Map<string, number>();
  const worth = (paper: WaitingPaper) => paper.upvotes + (votes.get(paper.id) ?? 0);
  const ids = waiting
    .sort(
      (left, right) =>
        worth(right) - worth(left) || compare(right.newestOn, left.newestOn) || compare(left.id, right.id),
    )
    .map((paper) => paper.id);
  return { shown: ids.slice(0, papers), passedOver: ids.slice(papers) };
}

function stepsOf(layout: Layout, shown: readonly string[], newKey: () => string): PlannedStep[] {
  const step = (kind: PlannedStep['kind']): PlannedStep => ({ key: newKey(), kind });
  if (shown.length === 0) return [step('quiet')];
  const cards = shown.map((paperId): PlannedStep => ({ ...step('card'), paperId }));
  switch (layout) {
    case 'list':
      return [step('list')];
    case 'thread':
      return [step('list'), step('thread'), ...cards];
    case 'cards':
      return cards;
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
