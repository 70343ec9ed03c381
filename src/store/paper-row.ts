import { z } from 'zod';
import { presentFields } from './present-fields.ts';
import type { PaperTable } from './schema.ts';
import type { HeldPaper } from './store.ts';

const jsonList = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.string()));

const heldPaper = z.object({
  id: z.string(),
  title: z.string(),
  normalisedTitle: z.string(),
  abstract: z.string().exactOptional(),
  summary: z.string().exactOptional(),
  authors: jsonList.exactOptional(),
  authorCount: z.coerce.number().exactOptional(),
  publishedOn: z.string().exactOptional(),
  listedOn: z.string().exactOptional(),
  url: z.string(),
  upvotes: z.coerce.number().exactOptional(),
  comments: z.coerce.number().exactOptional(),
  keywords: jsonList.exactOptional(),
  categories: jsonList.exactOptional(),
  doi: z.string().exactOptional(),
  codeUrl: z.string().exactOptional(),
  projectUrl: z.string().exactOptional(),
  organization: z.string().exactOptional(),
  imageUrl: z.string().exactOptional(),
  withdrawnOn: z.string().exactOptional(),
  sources: jsonList,
  firstSeenAt: z.coerce.number(),
  countsAt: z.coerce.number(),
  newsAt: z.coerce.number().exactOptional(),
});

/** The paper that a row of `papers` holds. */
export function readPaper(row: PaperTable): HeldPaper {
  return heldPaper.parse(presentFields(row));
}

/** The row of `papers` that holds the paper as the catalog's change number `revision`, with its words under `searchKey`. */
export function paperRow(paper: HeldPaper, revision: number, searchKey: number): PaperTable {
  return {
    id: paper.id,
    title: paper.title,
    normalisedTitle: paper.normalisedTitle,
    abstract: paper.abstract ?? null,
    summary: paper.summary ?? null,
    authors: jsonText(paper.authors),
    authorCount: paper.authorCount ?? null,
    publishedOn: paper.publishedOn ?? null,
    listedOn: paper.listedOn ?? null,
    newestOn: newestOn(paper),
    url: paper.url,
    upvotes: paper.upvotes ?? null,
    comments: paper.comments ?? null,
    keywords: jsonText(paper.keywords),
    categories: jsonText(paper.categories),
    doi: paper.doi ?? null,
    codeUrl: paper.codeUrl ?? null,
    projectUrl: paper.projectUrl ?? null,
    organization: paper.organization ?? null,
    imageUrl: paper.imageUrl ?? null,
    withdrawnOn: paper.withdrawnOn ?? null,
    sources: JSON.stringify(paper.sources),
    firstSeenAt: paper.firstSeenAt,
    countsAt: paper.countsAt,
    newsAt: paper.newsAt ?? null,
    revision,
    searchKey,
  };
}

/** The day by which the newest come first. */
export function newestOn({ listedOn, publishedOn }: HeldPaper): string {
  return listedOn ?? publishedOn ?? '';
}

function jsonText(list: readonly string[] | undefined): string | null {
  return list === undefined ? null : JSON.stringify(list);
}
