import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds, or until told to stop; keeps no process alive. */
export async function sleepAside(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { ref: false, ...(signal && { signal }) }).catch(() => {});
}
