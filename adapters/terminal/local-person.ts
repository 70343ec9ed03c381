import { userInfo } from 'node:os';
import type { Person } from '../../src/platform/platform.ts';

/** Whoever sits at the terminal; they may do everything. */
export function localPerson(timeZone: string): Person {
  return { id: 'local', name: userName(), mayManage: true, timeZone };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'you';
  }
}
