import { ingest } from '../../src/catalog/ingest.ts';
import { paperId } from '../../src/paper/identity.ts';
import type { Paper } from '../../src/paper/paper.ts';
import type { ChannelWorld } from './channel-world.ts';

export type Published = string | ({ readonly title: string } & Partial<Paper>);

/** A source delivers the edition of a day: papers that are a title alone, or know more. */
export async function publish(
  { store, now }: ChannelWorld,
  listedOn: string,
  published: readonly Published[],
  source = 'file:page.txt',
): Promise<void> {
  const papers = published.map((one): Paper => {
    const paper = typeof one === 'string' ? { title: one } : one;
    return {
      ...{ id: paperId(paper), listedOn, url: `https://example.org/${encodeURIComponent(paper.title)}` },
      ...{ sources: ['file'], ...paper },
    };
  });
  await ingest(store, { source, papers, seenAt: now, receivedAt: now });
}

/** `Paper about rivers number 1`, `Paper about rivers number 2`, … */
export function titles(count: number, about = 'rivers'): string[] {
  return Array.from({ length: count }, (_, at) => `Paper about ${about} number ${at + 1}`);
}
