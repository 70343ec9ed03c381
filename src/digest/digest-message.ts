import { listMessage, notePart, runButton, textMessage } from '../message/build.ts';
import type { Button, Message } from '../message/message.ts';
import { paperCard, type ShownPaper } from '../message/paper-parts.ts';
import type { Chosen, Digest, Schedule, Step } from '../store/digest-store.ts';
import type { PostedPaper, Store } from '../store/store.ts';
import { dateLabel } from '../time/plain-date.ts';
import { type DigestPapers, readDigestPapers } from './digest-papers.ts';

/** Which of its digest's papers a step's message holds, with their rows on a list. */
export function papersIn(step: Step, digest: Digest): PostedPaper[] {
  if (step.kind === 'list') return digest.shown.map((paperId, at) => ({ row: at + 1, paperId }));
  return step.kind === 'card' && step.paperId !== undefined ? [{ paperId: step.paperId }] : [];
}

/** What a step posts; undefined where none of its papers is held any more. */
export function stepMessage(digest: Digest, step: Step, papers: DigestPapers): Message | undefined {
  if (step.kind === 'quiet') return quietMessage(digest);
  const shown = papers.shownIn(
    digest.channel,
    papersIn(step, digest).map(({ paperId }) => paperId),
  );
  if (step.kind === 'list') return digestList(digest, shown);
  return shown[0] && digestCard(digest, step, shown[0]);
}

function digestCard(digest: Digest, step: Step, shown: ShownPaper): Message {
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
function digestList(digest: Digest, papers: readonly ShownPaper[]): Message | undefined {
  const buttons = digest.passedOver.length > 0 ? [showAll(digest)] : [];
  return listOf(digestTitle(digest.slot), digest, papers, buttons);
}

/** The list that a channel's next digest would be; undefined where it would hold nothing. */
export async function plannedList(
  store: Store,
  { channel, nextSlot }: Pick<Schedule, 'channel' | 'nextSlot'>,
  chosen: Chosen,
): Promise<Message | undefined> {
  const title = nextSlot === undefined ? 'Daily digest' : digestTitle(nextSlot);
  const papers = await readDigestPapers(store, new Map([[channel, chosen.shown]]));
  return listOf(title, chosen, papers.shownIn(channel, chosen.shown), []);
}

function listOf(
  heading: string,
  chosen: Chosen,
  papers: readonly ShownPaper[],
  buttons: readonly Button[],
): Message | undefined {
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

function counted(papers: number): string {
  return papers === 1 ? '1 new paper matches' : `${papers} new papers match`;
}

function moreLine({ shown, passedOver }: Chosen): string {
  return `Here are the best ${shown.length}; ${passedOver.length} more stay behind “Show all”.`;
}

function showAll({ id, shown, passedOver }: Digest) {
  return runButton(`Show all ${shown.length + passedOver.length}`, `preview digest ${id}`);
}
