import { readdir, readFile } from 'node:fs/promises';

/** Linux counts CPU time in hundredths of a second (`getconf CLK_TCK`). */
const TICK = 10;

/**
 * Milliseconds of CPU that PostgreSQL on this machine has used since it started, those of connections that have ended
 * too; undefined where there is none.
 */
export async function serverCpu(): Promise<number | undefined> {
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  let [ticks, found] = [0, false];
  for (const id of processes) {
    const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
    if (!stat.includes('(postgres)')) continue;
    found = true;
    // The fields behind the name in brackets, from the third on (proc_pid_stat(5)): utime, stime, cutime and cstime.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    for (const at of [11, 12, 13, 14]) ticks += Number(fields[at]);
  }
  return found ? ticks * TICK : undefined;
}
