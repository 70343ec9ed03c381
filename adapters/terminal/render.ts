import { styleText } from 'node:util';
import wrapAnsi from 'wrap-ansi';
import type { Button, Message, PaperCard, PaperRow, Part, Span, Text } from '../../src/message/message.ts';
import { linkIn } from '../../src/paper/links.ts';
import { withoutUnseen } from '../../src/text/display.ts';
import type { TerminalStyle } from './style.ts';

type Format = Parameters<typeof styleText>[0];

const INDENT = '    ';

/** The message as lines for a terminal, without a final line break. Nothing in it can control the terminal. */
export function renderMessage(message: Message, style: TerminalStyle): string {
  const pen = new Pen(style);
  const blocks = message.parts
    .map((part) => ({ kind: part.kind, text: pen.part(part) }))
    .filter(({ text }) => text !== '');
  return blocks.map(({ kind, text }, at) => gap(blocks[at - 1]?.kind, kind) + text).join('');
}

/** Rows stand together, apart from what comes before and behind them. */
function gap(before: Part['kind'] | undefined, kind: Part['kind']): string {
  if (before === undefined) return '';
  return (before === 'row') === (kind === 'row') ? '\n' : '\n\n';
}

class Pen {
  readonly #style: TerminalStyle;

  constructor(style: TerminalStyle) {
    this.#style = style;
  }

  part(part: Part): string {
    switch (part.kind) {
      case 'heading':
        return this.#wrap(this.#paint('bold', cleanLine(part.text)));
      case 'text':
        return this.#wrap(this.#text(part.text));
      case 'note':
        return this.#wrap(this.#text(part.text, 'dim'));
      case 'row':
        return this.#row(part.row);
      case 'card':
        return this.#card(part.card);
      case 'buttons':
        return part.buttons
          .map((button) => this.#button(button))
          .filter(Boolean)
          .join('\n');
      case 'image':
        return this.#wrap(this.#text([{ text: part.alt, link: part.url }]));
      case 'divider':
        return '─'.repeat(Math.min(this.#style.width, 40));
    }
  }

  #row(row: PaperRow): string {
    const votes = row.votes > 0 ? `▲ ${row.votes}` : '';
    const lines = [
      this.#title(row),
      this.#paint('dim', cleanLine([votes, row.facts].filter(Boolean).join(' · '))),
      row.matched === undefined ? '' : this.#paint('green', `matched: ${cleanLine(row.matched)}`),
    ];
    const text = this.#indented(lines.filter(Boolean).join('\n'), `${String(row.number).padStart(2)}. `);
    // A search by title is long and says nothing that the title does not; `show` has it.
    if (this.#style.links || linkIn(row.url) === undefined) return text;
    // An address that is broken over lines can be neither copied nor clicked.
    return `${text}\n${INDENT}${this.#paint('dim', cleanLine(row.url))}`;
  }

  #card(card: PaperCard): string {
    const votes = card.votes > 0 ? `▲ ${card.votes}` : '';
    const links = this.#style.links
      ? this.#wrap(card.links.map(({ label, url }) => this.#link(cleanLine(label), url)).join(' · '))
      : card.links.map(({ label, url }) => `${cleanLine(label)}: ${cleanLine(url)}`).join('\n');
    const blocks = [
      [
        this.#title(card),
        card.authors === undefined ? '' : cleanLine(card.authors),
        this.#paint('dim', cleanLine([votes, card.facts].filter(Boolean).join(' · '))),
        card.matched === undefined ? '' : this.#paint('green', `matched: ${cleanLine(card.matched)}`),
      ],
      card.summary === undefined ? [] : [this.#paint('italic', cleanLine(card.summary))],
      card.abstract === undefined ? [] : [this.#text(card.abstract)],
    ];
    return [...blocks.map((lines) => this.#wrap(lines.filter(Boolean).join('\n'))), links]
      .filter(Boolean)
      .join('\n\n');
  }

  #title(paper: { readonly title: Text; readonly url: string }): string {
    const text = paper.title.map((span) =>
      this.#paint(span.style === 'bold' ? ['bold', 'underline'] : 'bold', cleanLine(span.text)),
    );
    return this.#style.links ? this.#link(text.join(''), paper.url) : text.join('');
  }

  /** There is nobody to share with in a terminal, and rows are voted for with `+1 3`. */
  #button({ label, action }: Button): string {
    if (action.kind !== 'run' || action.share) return '';
    return this.#wrap(`${this.#paint('cyan', `→ ${cleanLine(label)}:`)} /papers ${cleanLine(action.line)}`);
  }

  #text(text: Text, format?: Format): string {
    const painted = text.map((span) => this.#span(span)).join('');
    return format === undefined ? painted : this.#paint(format, painted);
  }

  #span({ text, style, link }: Span): string {
    const shown = clean(text);
    const painted =
      style === undefined ? shown : style === 'code' ? this.#code(shown) : this.#paint(style, shown);
    if (link === undefined) return painted;
    return this.#style.links ? this.#link(painted, link) : `${painted} (${cleanLine(link)})`;
  }

  /** Without colour, backticks set code apart. */
  #code(text: string): string {
    return this.#style.color ? this.#paint('cyan', text) : `\`${text}\``;
  }

  #link(text: string, url: string): string {
    return `\x1b]8;;${encodeURI(decodeSafely(cleanLine(url)))}\x1b\\${text}\x1b]8;;\x1b\\`;
  }

  #paint(format: Format, text: string): string {
    return this.#style.color && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  }

  #wrap(text: string, width = this.#style.width): string {
    return wrapAnsi(text, Math.max(20, width), { hard: true });
  }

  #indented(text: string, first: string): string {
    const lines = this.#wrap(text, this.#style.width - INDENT.length).split('\n');
    return lines.map((line, at) => (at === 0 ? first : INDENT) + line).join('\n');
  }
}

/** Nothing that controls a terminal. The text was made readable before: LaTeX in it is meant to be seen. */
function clean(text: string): string {
  return withoutUnseen(text);
}

/** On one line. */
function cleanLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ');
}

function decodeSafely(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
