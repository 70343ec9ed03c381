import { type Logger, pino } from 'pino';

/** A log of lines of JSON on stderr. */
export function createLog(level: string): Logger {
  return pino({ level, serializers: { error: withWords } }, pino.destination(2));
}

/** JSON leaves out what an error says and where it came from. */
function withWords(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message, stack, cause } = error;
  return { ...error, message, stack, ...(cause !== undefined && { cause: withWords(cause) }) };
}
