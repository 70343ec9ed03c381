import { decodeText } from '../decode-text.ts';
import { FetchError } from './fetch-error.ts';

/** What an answer has to be. */
export type BodyKind = 'JSON' | 'XML' | 'a feed';

export interface BodyText {
  readonly text: string;
  /** What was odd about its bytes. */
  readonly notes: readonly string[];
}

/**
 * The text of an answer, in the encoding that its headers, its first bytes or its XML declaration name.
 *
 * @throws FetchError where it is empty, a web page, or plainly something else than was due
 */
export function bodyText(host: string, body: Uint8Array, contentType: string, due: BodyKind): BodyText {
  const [, charset] = /charset\s*=\s*"?([\w-]+)/i.exec(contentType) ?? [];
  const { text, problems } = decodeText(body, charset);
  const start = text.slice(0, 2000).trimStart();
  if (start === '')
    throw new FetchError(`${host} answered with nothing at all instead of ${due}.`, { passes: true });
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/is.test(start)) {
    const title = /<title[^>]*>\s*([^<]{1,80})/i.exec(text)?.[1]?.trim();
    const named = title ? ` (“${title}”)` : '';
    throw new FetchError(`${host} answered with a web page${named} instead of ${due}.`, { passes: true });
  }
  const fits = { JSON: /^[[{]/, XML: /^</, 'a feed': /^[<{]/ }[due];
  if (!fits.test(start))
    throw new FetchError(`${host} answered with something else than ${due}.`, { passes: true });
  const note = `${host} sent bytes that are not in the encoding it names; they are shown as �`;
  return { text, notes: problems.length > 0 ? [note] : [] };
}
