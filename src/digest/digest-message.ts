import { reasonsIn, withVotes } from '../catalog/matched.ts';
import { listMessage, notePart, runButton, textMessage } from '../message/build.ts';
import type { Button, Message } from '../message/message.ts';
import { paperCard, type ShownPaper } from '../message/paper-parts.ts';
import { channelOfKey } from '../platform/platform.ts';
import type { Chosen, Digest, Schedule, Step } from '../store/digest-store.ts';
import type { Store } from '../store/store.ts';
import { dateLabel } from '../time/plain-date.ts';
import { communityKey } from '../votes/voting.ts';

/** What a step posts, with the votes of now; undefined where none of its papers is held any more. */
export async function stepMessage(store: Store, digest: Digest, step: Step): Promise<Message | undefined> {
  if (step.kind === 'quiet') return quietMessage(digest);
  if (step.kind === 'list') return digestList(store, digest);
  const [shown] = await papersOf(store, digest.channel, step.paperId === undefined ? [] : [step.paperId]);
  if (!shown) return undefined;
  const card = paperCard(shown);
  const isLast = digest.layout === 'cards' && digest.shown.at(-1) === step.paperId;
  return {
    fallback: card.title.map((span) => span.text).join(''),
    parts: [
      { kind: 'card', card },
      ...(isLast && digest.passedOver.length > 0
        ? [notePart([{ text: moreLine(digest) }]), { kind: 'buttons', buttons: [showAll(digest)] } as const]
        : []),
    ],
  };
}

/** The list of a digest: the papers that it shows, why each matched, and the way to the others. */
async function digestList(store: Store, digest: Digest): Promise<Message | undefined> {
  const buttons = digest.passedOver.length > 0 ? [showAll(digest)] : [];
  return listOf(store, digest.channel, digestTitle(digest.slot), digest, buttons);
}

/** The list that a channel's next digest would be; undefined where it would hold nothing. */
export async function plannedList(
  store: Store,
  { channel, nextSlot }: Pick<Schedule, 'channel' | 'nextSlot'>,
  chosen: Chosen,
): Promise<Message | undefined> {
  const title = nextSlot === undefined ? 'Daily digest' : digestTitle(nextSlot);
  return listOf(store, channel, title, chosen, []);
}

async function listOf(
  store: Store,
  channel: string,
  heading: string,
  chosen: Chosen,
  buttons: readonly Button[],
): Promise<Message | undefined> {
  const papers = await papersOf(store, channel, chosen.shown);
  if (papers.length === 0) return undefined;
  const matching = counted(chosen.shown.length + chosen.passedOver.length);
  const more = chosen.passedOver.length > 0 ? ` ${moreLine(chosen)}` : '';
  return listMessage({
    heading,
    intro: [{ text: `${matching} this channel’s keywords.${more}` }],
    papers,
    buttons,
  });
}

/** Such as `Daily digest, Nov 25, 2026`. */
export function digestTitle(slot: string): string {
  return `Daily digest, ${dateLabel(slot.slice(0, 10))}`;
}

function quietMessage(digest: Digest): Message {
  return textMessage([`${digestTitle(digest.slot)}: nothing new matches this channel’s keywords.`]);
}

async function papersOf(store: Store, channel: string, ids: readonly string[]): Promise<ShownPaper[]> {
  const papers = await store.papers.getAll(ids);
  const reasonsFor = await reasonsIn(store, channel);
  return withVotes(store, communityKey(channelOfKey(channel)), papers, reasonsFor);
}

function counted(papers: number): string {
  return papers === 1 ? '1 new paper matches' : `${papers} new papers match`;
}

function moreLine({ shown, passedOver }: Chosen): string {
  return `Here are the best ${shown.length}; ${passedOver.length} more stay behind “Show all”.`;
}

function showAll({ id, shown, passedOver }: Digest) {
  return runButton(`Show all ${shown.length + passedOver.length}`, `preview digest ${id}`);
}
