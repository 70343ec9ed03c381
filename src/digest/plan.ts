import { SAMPLE } from '../catalog/ingest.ts';
import type {
  Chosen,
  Layout,
  PlannedDigest,
  PlannedStep,
  Schedule,
  WaitingPaper,
} from '../store/digest-store.ts';
import type { Store } from '../store/store.ts';
import { communityOf } from '../votes/voting.ts';
import { RULES } from './rules.ts';
import { lastSlot, nextSlot } from './slots.ts';

/** How many channels one transaction plans: it stays under 20 ms (FACTS section 8). */
const BATCH = 20;

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
    const batch = await planning.store.transaction((inside) => planBatch({ ...planning, store: inside }));
    planned += batch.made;
    if (batch.due < BATCH) return planned;
  }
}

/**
 * Plans the newest slot that has come of some channels, unless it was missed by too much, and moves each on to its next
 * one. Statements are for all of them together, as they take longer to begin than to read a few rows more.
 */
async function planBatch({
  store,
  platforms,
  now,
  newKey,
}: Planning): Promise<{ due: number; made: number }> {
  const due = await store.schedules.due(platforms, now, BATCH);
  await store.schedules.put(...due.map((schedule) => movedOn(schedule, now)));
  const slots = due.flatMap((schedule) => {
    const slot = lastSlot(schedule, (schedule.nextAt ?? now) - 1, now);
    return slot && now - slot.at < RULES.catchUp ? [{ schedule, slot: slot.slot }] : [];
  });
  const chosen = await chosenFor(
    store,
    slots.map(({ schedule }) => schedule),
    now,
  );
  const digests = slots.flatMap(({ schedule, slot }): PlannedDigest[] => {
    const { channel, platform, layout, announceQuiet } = schedule;
    const { shown, passedOver } = chosen.get(channel) ?? NONE;
    if (shown.length === 0 && !announceQuiet) return [];
    const steps = stepsOf(layout, shown, newKey);
    return [{ channel, platform, slot, plannedAt: now, layout, shown, passedOver, steps }];
  });
  return { due: due.length, made: await store.ledger.plan(...digests) };
}

function movedOn({ pausedUntil, pauseReason, ...schedule }: Schedule, now: number): Schedule {
  const next = nextSlot(schedule, now);
  return { ...schedule, nextAt: next.at, nextSlot: next.slot };
}

const NONE: Chosen = { shown: [], passedOver: [] };

/** What the next digest of each channel holds, as things are now; channels for which nothing waits are left out. */
export async function chosenFor(
  store: Store,
  schedules: readonly Pick<Schedule, 'channel' | 'platform' | 'papers'>[],
  now: number,
): Promise<Map<string, Chosen>> {
  const channels = schedules.map(({ channel }) => channel);
  const waiting = await store.matches.waiting(channels, now - RULES.newsWindow);
  const votes = await votesOn(store, waiting);
  const chosen = new Map<string, Chosen>();
  for (const { channel, platform, papers } of schedules) {
    const ids = bestFirst(
      (waiting.get(channel) ?? []).filter(
        ({ sources }) => platform === 'terminal' || sources.some((source) => source !== SAMPLE),
      ),
      votes.get(communityOf(channel)),
    );
    if (ids.length > 0) chosen.set(channel, { shown: ids.slice(0, papers), passedOver: ids.slice(papers) });
  }
  return chosen;
}

/** By community, the votes on papers that are to be put in order. */
function votesOn(store: Store, waiting: ReadonlyMap<string, readonly WaitingPaper[]>) {
  const several = [...waiting].filter(([, papers]) => papers.length > 1);
  const communities = new Set(several.map(([channel]) => communityOf(channel)));
  const ids = new Set(several.flatMap(([, papers]) => papers.map(({ id }) => id)));
  return store.votes.countIn([...communities], [...ids]);
}

function bestFirst(papers: WaitingPaper[], votes: ReadonlyMap<string, number> | undefined): string[] {
  const worth = (paper: WaitingPaper) => paper.upvotes + (votes?.get(paper.id) ?? 0);
  return papers
    .sort(
      (left, right) =>
        worth(right) - worth(left) || compare(right.newestOn, left.newestOn) || compare(left.id, right.id),
    )
    .map((paper) => paper.id);
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
