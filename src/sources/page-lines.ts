import { cleanLine } from './clean-text.ts';
import { isProse } from './page-blocks.ts';
import { isBrokenDate, readDateLine, type WrittenDate } from './page-dates.ts';
import {
  type Footer,
  FooterReader,
  isBrokenAuthorsLine,
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
  /** Whether an empty line or a footer stands above it; for a date, whether an empty line does. */
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

/** What stands right above a line. */
type Above = 'empty line' | 'footer' | 'line';

/** Shorter lines, such as numbers, may be equal by chance. */
const SHORTEST_TWIN = 20;
const MOST_LINES = 4_000;
const MOST_CHARACTERS = 500_000;

/** Cuts a page at its footers. Sections without any line are left out, save for a footer that has no lines above it. */
export function splitAtFooters(page: string): PageSection[] {
  const sections: PageSection[] = [];
  let lines: PageLine[] = [];
  let characters = 0;
  let endless = false;
  let standsBelow: Above = 'empty line';
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
      standsBelow = 'footer';
    }
    if (text === '') {
      standsBelow = 'empty line';
      return;
    }
    const authors = text === undefined ? undefined : readAuthorsLine(text);
    if (authors) {
      if (lines.at(-1)?.kind === 'separator') lines.pop();
      reader = new FooterReader(number, authors);
      return;
    }
    if (text !== undefined && isTwin(text, lines)) return;
    lines.push(classify(text, number, standsBelow, lines.at(-1)));
    standsBelow = 'line';
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

/** Whether a line repeats the title above it: copied pages say a title twice, once for its picture. */
function isTwin(text: string, lines: readonly PageLine[]): boolean {
  return (
    text.length >= SHORTEST_TWIN && text === lines.at(-1)?.text && !lines.some((above) => isProse(above.text))
  );
}

function classify(
  text: string | undefined,
  line: number,
  standsBelow: Above,
  above: PageLine | undefined,
): PageLine {
  const gap = standsBelow !== 'line';
  if (text === undefined) return { kind: 'endless', text: '', line, gap };
  if (isSeparator(text)) return { kind: 'separator', text, line, gap };
  const date = readDateLine(withoutSeparator(text));
  // Right below a footer it may be the footer's own date, written twice.
  if (date) return { kind: 'date', text, line, gap: standsBelow === 'empty line', date };
  const cutDate = above?.kind === 'separator' && !gap && isBrokenDate(text);
  if (cutDate || isBrokenAuthorsLine(text)) return { kind: 'cut', text, line, gap };
  return { kind: 'text', text, line, gap };
}
