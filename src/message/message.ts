/**
 * What Paperboy says, free of any platform. Text is spans, never markup: an adapter escapes each span for
 * its platform, so nothing in a title or an abstract can become a mention, a link or formatting.
 */
export interface Message {
  /** The whole in one plain sentence or two, for notifications and screen readers. */
  readonly fallback: string;
  readonly parts: readonly Part[];
}

export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'card'; readonly card: PaperCard }
  | { readonly kind: 'row'; readonly row: PaperRow }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string }
  | { readonly kind: 'note'; readonly text: Text }
  | { readonly kind: 'divider' };

export type Text = readonly Span[];

export interface Span {
  readonly text: string;
  readonly style?: 'bold' | 'italic' | 'code';
  /** An http(s) address. */
  readonly link?: string;
}

/** One line of a list of papers, which can be voted for by its number. */
export interface PaperRow {
  /** 1 to 10, fixed for the life of the message. */
  readonly number: number;
  readonly paperId: string;
  /** The display title; matched words are bold. */
  readonly title: Text;
  readonly url: string;
  /** Such as `physics-informed, PINN`: the words that made it match. */
  readonly matched?: string;
  /** Such as `6 authors · Nov 8, 2023 · 3 comments`. */
  readonly facts: string;
  /** Paperboy's votes in this community. */
  readonly votes: number;
}

/** One paper in full. */
export interface PaperCard extends Omit<PaperRow, 'number'> {
  /** Display text, whole; the adapter shortens it to its platform's limit. Matched words are bold. */
  readonly abstract?: Text;
  /** One line about the paper. */
  readonly summary?: string;
  /** Such as `A. Author, B. Author and 4 more`. */
  readonly authors?: string;
  /** More places to go, such as code and project page. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

export interface Button {
  readonly label: string;
  readonly action: Action;
  readonly style?: 'primary' | 'danger';
}

/** What pressing a button does. */
export type Action =
  /** Runs a command line, without `/papers`, as if whoever presses had typed it; `share` answers to all. */
  | { readonly kind: 'run'; readonly line: string; readonly share?: boolean }
  /** Toggles the vote of whoever presses for a paper. */
  | { readonly kind: 'vote'; readonly paperId: string };

/** Plain text as a `Text`. */
export function plain(text: string): Text {
  return [{ text }];
}

/** The characters of a text, without styles and links. */
export function textOf(text: Text): string {
  return text.map((span) => span.text).join('');
}
