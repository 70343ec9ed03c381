/** A longer line is no title and no abstract: it is not looked into. */
export const LONGEST_LINE = 100_000;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Calls back with each line, without its ending (LF, CRLF or CR), and its number from 1. */
export function forEachLine(text: string, take: (line: string, number: number) => void): void {
  let start = 0;
  let number = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    take(text.slice(start, at), number);
    if (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) at += 1;
    start = at + 1;
    number += 1;
  }
  if (start < text.length) take(text.slice(start), number);
}

/** Tells the line of a place in a text; asked with rising places it reads the text once. */
export function lineFinder(text: string, firstLine = 1): (place: number) => number {
  let read = 0;
  let line = firstLine;
  return (place) => {
    if (place < read) {
      read = 0;
      line = firstLine;
    }
    for (; read < place; read += 1) {
      const code = text.charCodeAt(read);
      if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(read + 1) !== LINE_FEED))
        line += 1;
    }
    return line;
  };
}
