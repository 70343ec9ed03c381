import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { arxivIdIn } from '../paper/identity.ts';
import type { Paper } from '../paper/paper.ts';
import { isPlainDate } from '../time/plain-date.ts';
import { cleanLine } from './clean-text.ts';
import { makePaper } from './make-paper.ts';

const text = z.string().transform(cleanLine);
const count = z.number().int().nonnegative();
const address = text.pipe(z.url({ protocol: /^https?$/ }).regex(/^\S+$/));
const texts = z.array(text);
const authorNames = z.array(z.union([text, z.object({ name: text }).transform(({ name }) => name)]));
const organizationName = z
  .object({ fullname: text.nullish(), name: text.nullish() })
  .transform(({ fullname, name }) => fullname || name || undefined);
const day = z.string().transform((value, context): string => {
  const date = utcDay(value);
  if (date === undefined) context.addIssue('no date');
  return date ?? z.NEVER;
});

/** The UTC day of a time such as `2025-07-02T16:07:54.000Z`, or of a plain date; undefined where the text is neither. */
function utcDay(value: string): string | undefined {
  if (isPlainDate(value)) return value;
  try {
    return Temporal.Instant.from(value).toZonedDateTimeISO('UTC').toPlainDate().toString();
  } catch {
    return undefined;
  }
}

/** A paper of the API, or why there is none. */
export interface ReadPaper {
  readonly paper?: Paper;
  readonly complaints: readonly { readonly field: string; readonly message: string }[];
}

const anObject = z.record(z.string(), z.unknown());

/**
 * Reads one element of the API's answers: an envelope around a paper, or a bare paper (FACTS section 3). A field of
 * the wrong type is left out with a complaint; only the title and the id are needed. The names of those who submitted
 * it are not read. `listedOn` is the paper's edition where the element does not tell it.
 */
export function readHuggingFacePaper(element: unknown, listedOn?: string): ReadPaper {
  const complaints: { field: string; message: string }[] = [];
  const envelope = anObject.safeParse(element).data ?? {};
  const inner = anObject.safeParse(envelope.paper).data;
  const paper = inner ?? envelope;

  /** The first known value of a field; what has the wrong type or says nothing counts as unknown. */
  const read = <T>(
    schema: z.ZodType<T>,
    field: string,
    ...holders: Record<string, unknown>[]
  ): T | undefined => {
    for (const holder of new Set(holders)) {
      const value = holder[field];
      if (value === undefined || value === null || value === '') continue;
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      complaints.push({ field, message: `“${field}” has a value that cannot be read; it was left out` });
    }
    return undefined;
  };

  const title = read(text, 'title', paper, envelope);
  const id = read(text, 'id', paper);
  if (!title || !id) {
    const missing = title ? 'id' : 'title';
    return {
      complaints: [...complaints, { field: missing, message: `no “${missing}”: the paper was left out` }],
    };
  }
  const authors = read(authorNames, 'authors', paper)?.filter((name) => name !== '');
  const keywords = read(texts, 'ai_keywords', paper)?.filter((keyword) => keyword !== '');
  const media = read(z.array(z.string()), 'mediaUrls', paper, envelope);
  return {
    complaints,
    paper: makePaper({
      arxivId: arxivIdIn(id),
      title,
      abstract: read(z.string().transform(foldParagraphs), 'summary', paper, envelope) || undefined,
      summary: read(text, 'ai_summary', paper) || undefined,
      authors: authors?.length ? authors : undefined,
      authorCount: authors?.length || undefined,
      // Never the envelope's: that is New York's wall time labelled as UTC.
      publishedOn: read(day, 'publishedAt', paper),
      listedOn: read(day, 'submittedOnDailyAt', paper, envelope) ?? listedOn,
      upvotes: read(count, 'upvotes', paper),
      comments: read(count, 'numComments', envelope, paper),
      keywords: keywords?.length ? keywords : undefined,
      codeUrl: read(address, 'githubRepo', paper),
      projectUrl: read(address, 'projectPage', paper),
      organization: read(organizationName, 'organization', paper, envelope),
      imageUrl: read(address, 'thumbnail', envelope, paper) ?? firstImage(media),
      withdrawnOn: read(day, 'withdrawnAt', paper),
      sources: ['huggingface'],
    }),
  };
}

function firstImage(media: readonly string[] | undefined): string | undefined {
  return media?.find(
    (url) => address.safeParse(url).success && /\.(?:png|jpe?g|gif|webp|avif)(?:[?#]|$)/i.test(url),
  );
}

/** An empty line starts a paragraph, and so does arXiv's indented line; other line breaks are only wrapping. */
function foldParagraphs(raw: string): string {
  const paragraphs: string[][] = [[]];
  for (const line of raw.split(/\r\n|[\r\n]/)) {
    const words = cleanLine(line);
    if (words === '' || /^[ \t]{2}/.test(line)) paragraphs.push([]);
    if (words !== '') paragraphs.at(-1)?.push(words);
  }
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join(' '))
    .join('\n\n');
}
