import type { BackfillOutput } from './backfill.ts';

const CLEAR_LINE = '\r\x1b[K';

/** On a terminal a line that is replaced as things go on; elsewhere only lines that stay. */
export function progressOutput(stream: NodeJS.WriteStream): BackfillOutput {
  if (stream.isTTY !== true) return { say: (line) => void stream.write(`${line}\n`), width: 120 };
  let isShown = false;
  return {
    say(line) {
      stream.write(`${isShown ? CLEAR_LINE : ''}${line}\n`);
      isShown = false;
    },
    show(line) {
      stream.write(`${CLEAR_LINE}${line}`);
      isShown = true;
    },
    get width() {
      return (stream.columns ?? 80) - 1;
    },
  };
}
