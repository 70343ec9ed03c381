import { bold, code, textMessage, withCode } from '../message/build.ts';
import type { Message, Text } from '../message/message.ts';
import type { QueryError, QueryProblem } from '../query/query-error.ts';

/** How much of the query around a problem is shown. */
const SHOWN = 24;

/** All problems of a query, each with its place: the words before it, and in bold the ones from it on. */
export function queryErrorMessage({ query, problems }: QueryError): Message {
  const title =
    problems.length === 1
      ? 'This query cannot be read.'
      : `This query cannot be read, for ${problems.length} reasons.`;
  return textMessage([
    title,
    ...problems.map((problem) => problemText(query, problem)),
    withCode('`/papers help keywords` explains what can be written.'),
  ]);
}

function problemText(query: string, { at, message }: QueryProblem): Text {
  const before = query.slice(Math.max(0, at - SHOWN), at);
  const from = query.slice(at, at + SHOWN);
  return [
    { text: `At character ${at + 1}: ` },
    ...(before === '' ? [] : [code(`${at > SHOWN ? '…' : ''}${before}`)]),
    ...(from === ''
      ? []
      : [bold(before === '' ? '▸ ' : ' ▸ '), code(`${from}${query.length > at + SHOWN ? '…' : ''}`)]),
    { text: ' ' },
    ...withCode(message),
  ];
}
