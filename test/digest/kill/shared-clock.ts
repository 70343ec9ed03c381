import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** A time in a file, in milliseconds since 1970: a process that was stopped reads the right one too. */
export interface SharedClock {
  readonly now: () => number;
  set(at: number): void;
  close(): void;
}

export function openSharedClock(file: string, start?: number): SharedClock {
  const handle = openSync(file, start === undefined ? 'r' : 'w+');
  const cell = new Float64Array(1);
  const clock: SharedClock = {
    now() {
      readSync(handle, cell, 0, cell.byteLength, 0);
      return cell[0] ?? Number.NaN;
    },
    set(at) {
      cell[0] = at;
      writeSync(handle, cell, 0, cell.byteLength, 0);
    },
    close: () => closeSync(handle),
  };
  if (start !== undefined) clock.set(start);
  return clock;
}
