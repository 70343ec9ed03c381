import type { HeldPaper } from '../store/store.ts';
import { idRank } from './identity.ts';
import { linkIn, paperUrl } from './links.ts';

/** A normalised title with fewer words names too many papers to join two of them. */
const SHORTEST_JOINING_TITLE = 3;

/**
 * Whether two papers are one (DESIGN section 4). Two different arXiv ids never are; an equal DOI joins; an equal
 * title joins where it has at least three words and the author count or the date agrees. A source that shows a
 * title-only paper again, unchanged or at the same address, means the same one, however short its title is.
 */
export function samePaper(left: HeldPaper, right: HeldPaper): boolean {
  if (left.id === right.id && idRank(left.id) < 2) return true;
  if (idRank(left.id) === 0 && idRank(right.id) === 0) return false;
  const doi = doiOf(left);
  if (doi !== undefined && doi === doiOf(right)) return true;
  if (left.normalisedTitle !== right.normalisedTitle) return false;
  if (agree(left.authorCount, right.authorCount) || agree(left.publishedOn, right.publishedOn)) {
    if (left.normalisedTitle.split(' ').length >= SHORTEST_JOINING_TITLE) return true;
  }
  return (
    idRank(left.id) === 2 &&
    idRank(right.id) === 2 &&
    left.sources.some((source) => right.sources.includes(source)) &&
    ((left.authorCount === right.authorCount && left.publishedOn === right.publishedOn) ||
      atOneAddress(left, right))
  );
}

/** A feed shows it again with another date, or with its authors at last. */
function atOneAddress(left: HeldPaper, right: HeldPaper): boolean {
  return left.url === right.url && linkIn(left.url) !== undefined;
}

function doiOf(paper: HeldPaper): string | undefined {
  return idRank(paper.id) === 1 ? paper.id.slice('doi:'.length) : paper.doi;
}

function agree<T>(left: T | undefined, right: T | undefined): boolean {
  return left !== undefined && left === right;
}

/**
 * One paper out of two sightings: of each field the richer value, the newest counts, the earliest dates; never an
 * unknown value for a known one. The order of the two does not matter.
 */
export function mergePapers(one: HeldPaper, other: HeldPaper): HeldPaper {
  const [better, lesser] = byIdentity(one, other) <= 0 ? [one, other] : [other, one];
  const [newer, older] = byAge(one, other) <= 0 ? [one, other] : [other, one];
  const sources = union(better.sources, lesser.sources);
  const authors = richerList(one.authors, other.authors);
  const named = idRank(better.id) < idRank(lesser.id) ? better : undefined;
  const title = named ? named.title : richer(one.title, other.title);
  const doi = [doiOf(one), doiOf(other), other.doi].reduce(richer, one.doi);
  return known({
    id: better.id,
    title,
    normalisedTitle: title === one.title ? one.normalisedTitle : other.normalisedTitle,
    abstract: richer(one.abstract, other.abstract),
    summary: richer(one.summary, other.summary),
    authors,
    authorCount: authors?.length ?? largest(one.authorCount, other.authorCount),
    publishedOn: earliest(one.publishedOn, other.publishedOn),
    listedOn: earliest(one.listedOn, other.listedOn),
    url: paperUrl({
      id: better.id,
      title,
      sources,
      ...known({ doi, link: earliest(linkIn(one.url), linkIn(other.url)) }),
    }),
    upvotes: newer.upvotes ?? older.upvotes,
    comments: newer.comments ?? older.comments,
    keywords: richerList(one.keywords, other.keywords),
    categories: one.categories || other.categories ? union(one.categories, other.categories) : undefined,
    doi,
    codeUrl: richer(one.codeUrl, other.codeUrl),
    projectUrl: richer(one.projectUrl, other.projectUrl),
    organization: richer(one.organization, other.organization),
    imageUrl: richer(one.imageUrl, other.imageUrl),
    withdrawnOn: earliest(one.withdrawnOn, other.withdrawnOn),
    sources,
    firstSeenAt: Math.min(one.firstSeenAt, other.firstSeenAt),
    countsAt: countedAt(newer) > NEVER ? newer.countsAt : Math.max(one.countsAt, other.countsAt),
    newsAt: smallest(one.newsAt, other.newsAt),
  });
}

/** The firmer id first, then by id. */
function byIdentity(one: HeldPaper, other: HeldPaper): number {
  return idRank(one.id) - idRank(other.id) || compare(one.id, other.id);
}

/** The later counts first; of two at the same time the higher ones. */
function byAge(one: HeldPaper, other: HeldPaper): number {
  return (
    countedAt(other) - countedAt(one) ||
    (other.upvotes ?? -1) - (one.upvotes ?? -1) ||
    (other.comments ?? -1) - (one.comments ?? -1)
  );
}

const NEVER = -1;

/** When a paper was counted: a sighting without counts is no news of them, however late it is. */
function countedAt({ upvotes, comments, countsAt }: HeldPaper): number {
  return upvotes === undefined && comments === undefined ? NEVER : countsAt;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function richer(left: string, right: string): string;
function richer(left: string | undefined, right: string | undefined): string | undefined;
function richer(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return left.length > right.length || (left.length === right.length && left <= right) ? left : right;
}

function richerList(left: readonly string[] | undefined, right: readonly string[] | undefined) {
  if (!left || !right) return left ?? right;
  if (left.length !== right.length) return left.length > right.length ? left : right;
  return compare(left.join('\n'), right.join('\n')) <= 0 ? left : right;
}

function union(left: readonly string[] = [], right: readonly string[] = []): readonly string[] {
  return [...new Set([...left, ...right])].sort();
}

/** The first in the order of text, which for days is the earliest. */
function earliest(left: string | undefined, right: string | undefined): string | undefined {
  return left !== undefined && right !== undefined && right < left ? right : (left ?? right);
}

function largest(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined ? right : Math.max(left, right ?? left);
}

function smallest(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined ? right : Math.min(left, right ?? left);
}

/** Without the fields that are unknown. */
function known<T extends object>(fields: { [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
