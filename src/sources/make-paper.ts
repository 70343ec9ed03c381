import { paperId } from '../paper/identity.ts';
import { paperUrl } from '../paper/links.ts';
import type { Paper } from '../paper/paper.ts';
import { shorten } from '../text/shorten.ts';

/** What a source knows of a paper; id and address follow from it. Unknown is undefined. */
export type KnownFields = {
  readonly [Field in Exclude<keyof Paper, 'id' | 'url'>]?: Paper[Field] | undefined;
} & {
  readonly arxivId?: string | undefined;
  /** Where the source shows it: its address where there is nothing firmer. */
  readonly link?: string | undefined;
  readonly title: string;
  readonly sources: readonly string[];
};

/** The paper with its id and address, without unknown fields, in the order in which people read them. */
export function makePaper(known: KnownFields): Paper {
  const { arxivId, sources, doi } = known;
  const title = shorten(known.title, LONGEST_TITLE);
  const id = paperId({ arxivId, doi, title });
  const link = webAddress(known.link);
  const url = paperUrl({ id, title, sources, ...withoutUnknown({ doi, link }) });
  const fields = {
    id,
    title,
    abstract: known.abstract,
    summary: known.summary,
    authors: known.authors,
    authorCount: known.authorCount,
    publishedOn: known.publishedOn,
    listedOn: known.listedOn,
    url,
    upvotes: known.upvotes,
    comments: known.comments,
    keywords: known.keywords,
    categories: known.categories,
    doi,
    codeUrl: known.codeUrl,
    projectUrl: known.projectUrl,
    organization: known.organization,
    imageUrl: known.imageUrl,
    withdrawnOn: known.withdrawnOn,
    sources,
  };
  return withoutUnknown(fields);
}

/** In UTF-16 units: of three bytes each, it is still within what PostgreSQL's indexes take (2,704). */
const LONGEST_TITLE = 800;

function webAddress(text: string | undefined): string | undefined {
  const url = URL.parse(text?.trim() ?? '');
  return url && /^https?:$/.test(url.protocol) && url.username === '' ? url.href : undefined;
}

function withoutUnknown<T extends object>(fields: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
