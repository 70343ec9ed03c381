/**
 * A research paper as Paperboy knows it. An absent field means that no source has told it yet:
 * absent never means zero, empty or false.
 */
export interface Paper {
  /** Identity, see `identity.ts`: an arXiv id without version, `doi:…`, or `title:…`. */
  readonly id: string;
  /** As its source wrote it (LaTeX kept), white space folded to single spaces. Never empty. */
  readonly title: string;
  /** As its source wrote it, each paragraph on one line, paragraphs separated by an empty line. */
  readonly abstract?: string;
  /** One line about the paper that the source made (Hugging Face's AI summary). */
  readonly summary?: string;
  /** Names in the order of the paper. */
  readonly authors?: readonly string[];
  /** Known also where the names are not. */
  readonly authorCount?: number;
  /** First publication, `YYYY-MM-DD`. */
  readonly publishedOn?: string;
  /** The edition in which the source listed it, `YYYY-MM-DD`; of several, the earliest. */
  readonly listedOn?: string;
  /** Where people read it; a search by title where there is nothing better. */
  readonly url: string;
  /** The source's upvotes. Paperboy's own votes are counted in `votes/`. */
  readonly upvotes?: number;
  /** The source's count of comments. */
  readonly comments?: number;
  /** The source's keywords. */
  readonly keywords?: readonly string[];
  /** arXiv categories such as `cs.LG`. */
  readonly categories?: readonly string[];
  /** Without `https://doi.org/`, lower case. */
  readonly doi?: string;
  readonly codeUrl?: string;
  readonly projectUrl?: string;
  readonly organization?: string;
  readonly imageUrl?: string;
  /** The day its authors withdrew it, `YYYY-MM-DD`. */
  readonly withdrawnOn?: string;
  /** Names of the sources that delivered it, such as `huggingface`. */
  readonly sources: readonly string[];
}

/** Something in an input that could not be taken as a paper, or not whole. */
export interface Problem {
  /** 1-based line of the input. */
  readonly line: number;
  readonly message: string;
}

/** What a saved page, an API answer or a feed holds. */
export interface ParsedEdition {
  /** The edition's day, `YYYY-MM-DD`, where the input tells it. */
  readonly listedOn?: string;
  readonly papers: readonly Paper[];
  readonly problems: readonly Problem[];
}
