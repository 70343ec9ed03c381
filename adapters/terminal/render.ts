import { styleText } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Button, Message, PaperCard, PaperRow, Part, Span, Text } from '../../src/message/message.ts';
import { displayText } from '../../src/text/display.ts';

/** What the terminal can show. */
export interface TerminalStyle {
  /** Columns; text is wrapped to them. */
  readonly width: number;
  readonly color: boolean;
  /** Whether it shows clickable links (OSC 8). */
  readonly links: boolean;
}

type Format = Parameters<typeof styleText>[0];

const INDENT = '    ';

/** The message as lines for a terminal, without a final line break. Nothing in it can control the terminal. */
export function renderMessage(message: Message, style: TerminalStyle): string {
  const pen = new Pen(style);
  return message.parts
    .map((part) => pen.part(part))
    .filter((block) => block !== '')
    .join('\n');
}

class Pen {
  readonly #style: TerminalStyle;

  constructor(style: TerminalStyle) {
    this.#style = style;
  }

  part(part: Part): string {
    switch (part.kind) {
      case 'heading':
        return this.#wrap(this.#paint('bold', clean(part.text)));
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
      this.#paint('dim', clean([votes, row.facts].filter(Boolean).join(' · '))),
      row.matched === undefined ? '' : this.#paint('green', `matched: ${clean(row.matched)}`),
      this.#address(row.url, INDENT),
    ];
    return this.#indented(lines.filter(Boolean).join('\n'), `${String(row.number).padStart(2)}. `);
  }

  #card(card: PaperCard): string {
    const votes = card.votes > 0 ? `▲ ${card.votes}` : '';
    const links = card.links.map(({ label, url }) =>
      this.#style.links ? this.#link(label, url) : `${label}: ${clean(url)}`,
    );
    const blocks = [
      [
        this.#title(card),
        card.authors === undefined ? '' : clean(card.authors),
        this.#paint('dim', clean([votes, card.facts].filter(Boolean).join(' · '))),
        card.matched === undefined ? '' : this.#paint('green', `matched: ${clean(card.matched)}`),
      ],
      card.summary === undefined ? [] : [this.#paint('italic', clean(card.summary))],
      card.abstract === undefined ? [] : [this.#text(card.abstract)],
      [links.join(this.#style.links ? ' · ' : '\n')],
    ];
    return blocks
      .map((lines) => lines.filter(Boolean).join('\n'))
      .filter(Boolean)
      .map((block) => this.#wrap(block))
      .join('\n\n');
  }

  #title(paper: { readonly title: Text; readonly url: string }): string {
    const text = paper.title.map((span) =>
      this.#paint(span.style === 'bold' ? ['bold', 'underline'] : 'bold', clean(span.text, true)),
    );
    return this.#style.links ? this.#link(text.join(''), paper.url) : text.join('');
  }

  /** The address on a line of its own, where links cannot be clicked and it fits. */
  #address(url: string, indent: string): string {
    const fits = stringWidth(url) + indent.length <= this.#style.width;
    return !this.#style.links && fits ? clean(url) : '';
  }

  /** There is nobody to share with in a terminal, and rows are voted for with `+1 3`. */
  #button({ label, action }: Button): string {
    if (action.kind !== 'run' || action.share) return '';
    return this.#wrap(`${this.#paint('cyan', `→ ${clean(label)}:`)} /papers ${clean(action.line)}`);
  }

  #text(text: Text, format?: Format): string {
    const painted = text.map((span) => this.#span(span)).join('');
    return format === undefined ? painted : this.#paint(format, painted);
  }

  #span({ text, style, link }: Span): string {
    const shown = clean(text, true);
    const painted =
      style === undefined ? shown : style === 'code' ? this.#code(shown) : this.#paint(style, shown);
    if (link === undefined) return painted;
    return this.#style.links ? this.#link(painted, link) : `${painted} (${clean(link)})`;
  }

  /** Without colour, backticks set code apart. */
  #code(text: string): string {
    return this.#style.color ? this.#paint('cyan', text) : `\`${text}\``;
  }

  #link(text: string, url: string): string {
    return `\x1b]8;;${encodeURI(decodeSafely(clean(url)))}\x1b\\${text}\x1b]8;;\x1b\\`;
  }

  #paint(format: Format, text: string): string {
    return this.#style.color && text !== '' ? styleText(format, text, { validateStream: false }) : text;
  }

  #wrap(text: string, width = this.#style.width): string {
    return wrapAnsi(text, Math.max(20, width), { hard: true, trim: false });
  }

  #indented(text: string, first: string): string {
    const lines = this.#wrap(text, this.#style.width - INDENT.length).split('\n');
    return lines.map((line, at) => (at === 0 ? first : INDENT) + line).join('\n');
  }
}

/** Display text, which holds no controls; edges that part one span from the next stay. */
function clean(text: string, keepEdges = false): string {
  const shown = displayText(text);
  if (!keepEdges || text.trim() === '')
    return text.trim() === '' && keepEdges ? ' '.repeat(text.length > 0 ? 1 : 0) : shown;
  return (/^\s/.test(text) ? ' ' : '') + shown + (/\s$/.test(text) ? ' ' : '');
}

function decodeSafely(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
