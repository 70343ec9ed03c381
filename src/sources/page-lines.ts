import { cleanLine } from './clean-text.ts';
import { isBrokenDate, readDateLine, type WrittenDate } from './page-dates.ts';
import {
  type Footer,
  FooterReader,
  isCutAuthorsLine,
  isSeparator,
  readAuthorsLine,
  withoutSeparator,
} from './page-footer.ts';
import { forEachLine, LONGEST_LINE } from './source-lines.ts';

/** A line above an authors line. */
export interface PageLine {
  /** `text`, or what a damaged footer leaves behind: a dot, a date, the start of an authors line, an endless line. */
  readonly kind: 'text' | 'separator' | 'date' | 'cut' | 'endless';
  /** Cleaned; empty for an endless line. */
  readonly text: string;
  readonly line: number;
  /** Whether an empty line or a footer stands above it. */
  readonly gap: boolean;
  readonly date?: WrittenDate;
}

/** What stands between two footers, with the footer that ends it. The end of the page has none. */
export interface PageSection {
  readonly lines: readonly PageLine[];
  readonly footer?: Footer;
  /** Whether lines at its start were dropped, as too many to be one paper's. */
  readonly endless: boolean;
}

const MOST_LINES = 4_000;
const MOST_CHARACTERS = 500_000;

/** Cuts a page at its footers. Sections without any line are left out, save for a footer that has no lines above it. */
export function splitAtFooters(page: string): PageSection[] {
  const sections: PageSection[] = [];
  let lines: PageLine[] = [];
  let characters = 0;
  let endless = false;
  let gap = true;
  let reader: FooterReader | undefined;

  const closeSection = (): void => {
    if (lines.length > 0 || reader)
      sections.push({ lines, endless, ...(reader && { footer: reader.footer }) });
    lines = [];
    characters = 0;
    endless = false;
    reader = undefined;
  };

  forEachLine(page, (raw, number) => {
    const text = raw.length > LONGEST_LINE ? undefined : cleanLine(raw);
    if (reader) {
      if (text !== undefined && reader.takes(text, number)) return;
      closeSection();
      gap = true;
    }
    if (text === '') {
      gap = true;
      return;
    }
    const authors = text === undefined ? undefined : readAuthorsLine(text);
    if (authors) {
      if (lines.at(-1)?.kind === 'separator') lines.pop();
      reader = new FooterReader(number, authors);
      return;
    }
    lines.push(classify(text, number, gap, lines.at(-1)));
    gap = false;
    characters += text?.length ?? 0;
    if (lines.length > MOST_LINES || characters > MOST_CHARACTERS) {
      lines = lines.slice(lines.length >> 1);
      characters = lines.reduce((sum, line) => sum + line.text.length, 0);
      endless = true;
    }
  });
  closeSection();
  return sections;
}

function classify(
  text: string | undefined,
  line: number,
  gap: boolean,
  above: PageLine | undefined,
): PageLine {
  if (text === undefined) return { kind: 'endless', text: '', line, gap };
  if (isSeparator(text)) return { kind: 'separator', text, line, gap };
  const date = readDateLine(withoutSeparator(text));
  if (date) return { kind: 'date', text, line, gap, date };
  const cutDate = above?.kind === 'separator' && !gap && isBrokenDate(text);
  if (cutDate || isCutAuthorsLine(text)) return { kind: 'cut', text, line, gap };
  return { kind: 'text', text, line, gap };
}
