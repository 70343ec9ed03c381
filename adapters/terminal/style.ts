import { createSupportsHyperlinks } from 'supports-hyperlinks';

/** What the terminal can show. */
export interface TerminalStyle {
  /** Columns; text is wrapped to them. */
  readonly width: number;
  readonly color: boolean;
  /** Whether it shows clickable links (OSC 8). */
  readonly links: boolean;
}

/** Where nothing tells how wide the lines may be, as in a pipe or a file. */
const WIDTH_ELSEWHERE = 100;

/** What a stream can show: colour and links in terminals that have them, plain text everywhere else. */
export function terminalStyle(stream: NodeJS.WriteStream): TerminalStyle {
  const terminal = stream.isTTY === true;
  return {
    width: (terminal && stream.columns) || WIDTH_ELSEWHERE,
    color: terminal && stream.hasColors?.() === true && !process.env.NO_COLOR,
    links: terminal && createSupportsHyperlinks(stream) === true,
  };
}
