import { isUtf8 } from 'node:buffer';
import type { Problem } from '../paper/paper.ts';

/** A text and what was wrong with its bytes. */
export interface DecodedText {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/**
 * Reads UTF-8; UTF-16 where a byte order mark or the bytes of plain letters say so; another encoding where it is `named`,
 * or XML's first line names it. Bytes that are no text become `�` and are reported.
 */
export function decodeText(content: string | Uint8Array, named?: string): DecodedText {
  if (typeof content === 'string') return { text: content.replace(/^\ufeff/, ''), problems: [] };
  const encoding = encodingOf(content);
  const isUtf = encoding !== 'utf-8' || isUtf8(content);
  // Many name an encoding that they do not use: what is valid UTF-8 is hardly ever anything else.
  const decoder =
    (!isUtf && (decoderOf(named) ?? decoderOf(encodingInXml(content)))) || new TextDecoder(encoding);
  const text = decoder.decode(content);
  if (isUtf || !text.includes('\ufffd')) return { text, problems: [] };
  const message = 'bytes that are not UTF-8, shown as �: save the file as UTF-8 to read them as meant';
  return { text, problems: [{ line: firstBrokenLine(content), message }] };
}

function encodingInXml(content: Uint8Array): string | undefined {
  const start = Buffer.from(content.subarray(0, 200)).toString('latin1');
  return /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)/.exec(start)?.[1];
}

/** Undefined for UTF-8 and UTF-16, which their bytes tell better, and for what is no encoding. */
function decoderOf(name = ''): TextDecoder | undefined {
  try {
    return /^utf-?(?:8|16)/i.test(name) ? undefined : new TextDecoder(name);
  } catch {
    return undefined;
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Of most letters in UTF-16 one byte is zero, and it is always the same one; a text in UTF-8 has none.
  if (odd * 4 > start.length && even * 20 < odd) return 'utf-16le';
  if (even * 4 > start.length && odd * 20 < even) return 'utf-16be';
  return 'utf-8';
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Line ends are never part of a longer UTF-8 sequence, so that each line can be checked alone. */
function firstBrokenLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const ends = bytes[at] === LINE_FEED || (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED);
    if (!ends) continue;
    if (!isUtf8(bytes.subarray(start, at))) return line;
    line += 1;
    start = at + 1;
  }
  return line;
}
