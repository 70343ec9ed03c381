/** SQLite's primary result codes (https://sqlite.org/rescode.html); extended codes hold one in their low byte. */
const CODE = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  input: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  constraint: 19,
  mismatch: 20,
  notADatabase: 26,
} as const;

/** The primary result code of an error of `node:sqlite`, or undefined where the error is none. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode & 0xff;
}

/** Whether another connection holds the lock that the statement needs, so that the same statement may succeed later. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === CODE.busy || code === CODE.locked;
}

/** Whether a row is not as its table has to be. */
export function isConstraint(error: unknown): boolean {
  const code = resultCode(error);
  return code === CODE.constraint || code === CODE.mismatch;
}

/** What is wrong with the database file and what to do about it, or undefined where the file is not at fault. */
export function fileTrouble(error: unknown, file: string): string | undefined {
  switch (resultCode(error)) {
    case CODE.busy:
    case CODE.locked:
      return `Another process keeps the database ${file} locked. End it, then try again.`;
    case CODE.readOnly:
      return `The database ${file} cannot be written. Give this user the right to write it and its folder.`;
    case CODE.input:
      return `The database ${file} could not be read or written. Check the disk below it, and whether it is full.`;
    case CODE.corrupt:
      return `The database ${file} is damaged. Put a backup in its place, or move it away to begin anew.`;
    case CODE.full:
      return `The disk is full: the database ${file} cannot grow. Free some space, then try again.`;
    case CODE.cannotOpen:
      return `The database ${file} cannot be opened. Give this user the right to write its folder, or set PAPERBOY_DATA to another one.`;
    case CODE.notADatabase:
      return `${file} is not a SQLite database. Move it away, or set PAPERBOY_DATA to another folder.`;
    default:
      return undefined;
  }
}
