import { createHash } from 'node:crypto';
import { titleWords } from '../text/title-words.ts';

/** New ids since April 2007 (`2412.05994`, four digits until 2014) and old ones (`hep-th/9901001`, `math.GT/0309136`). */
const ARXIV_ID =
  /^(?:(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})|([a-z-]+)(?:\.[A-Za-z]{2})?\/(\d{2}(?:0[1-9]|1[0-2])\d{3}))(?:v\d+)?$/i;

/**
 * The arXiv id without its version and subject class, or undefined where the text holds none. Takes a bare
 * id, `arXiv:…`, and addresses of arXiv, Hugging Face and alphaXiv papers.
 */
export function arxivIdIn(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html|format)\//i, '')
    .replace(
      /^(?:https?:\/\/)?(?:huggingface\.co|hf\.co|(?:www\.)?alphaxiv\.org)\/(?:papers|abs|overview)\//i,
      '',
    )
    .replace(/^(?:oai:)?arxiv(?:\.org)?:\s*/i, '')
    .replace(/^10\.48550\/arxiv\./i, '')
    .replace(/[?#].*$/s, '')
    .replace(/\.pdf$/i, '')
    .replace(/\/$/, '');
  const match = ARXIV_ID.exec(bare);
  if (!match) return undefined;
  return match[1] ?? `${match[2]?.toLowerCase()}/${match[3]}`;
}

/** The DOI in lower case, without resolver address and `doi:`, or undefined where the text is none. */
export function doiIn(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\//i, '')
    .replace(/^doi:\s*/i, '');
  return /^10\.\d{4,9}\/\S+$/.test(bare) ? bare.toLowerCase() : undefined;
}

/** The normalised title: its words as search sees them, so that case, accents, LaTeX and punctuation do not count. */
export function normalisedTitle(title: string): string {
  return titleWords(title).join(' ');
}

/** What a source knows of a paper's identity. */
export interface KnownIdentity {
  readonly arxivId?: string | undefined;
  readonly doi?: string | undefined;
  readonly title: string;
}

/**
 * A paper's id: the arXiv id, else `doi:…`, else `title:` with the start of the normalised title (for people)
 * and a hash of all of it (for uniqueness). At most 64 characters long unless a DOI is longer.
 */
export function paperId({ arxivId, doi, title }: KnownIdentity): string {
  if (arxivId) return arxivId;
  if (doi) return `doi:${doi}`;
  const words = normalisedTitle(title) || title.trim();
  const start = words.slice(0, 40).replace(/\s+/g, '-').replace(/-$/, '');
  const hash = createHash('sha256').update(words).digest('hex').slice(0, 12);
  return `title:${start}-${hash}`;
}

/** How firmly an id names a paper: arXiv before DOI before title. Lower is firmer. */
export function idRank(id: string): 0 | 1 | 2 {
  if (id.startsWith('title:')) return 2;
  return id.startsWith('doi:') ? 1 : 0;
}
