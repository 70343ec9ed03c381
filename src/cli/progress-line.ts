/** How far a long work is. */
export interface Progress {
  readonly label: string;
  /** Days, of how many; those that an earlier run had done are among them. */
  readonly done: number;
  readonly total: number;
  readonly papers: number;
  /** Of this run alone: days done, papers taken and milliseconds since it began. */
  readonly now: { readonly days: number; readonly papers: number; readonly elapsed: number };
}

const BAR = 24;

/** `huggingface ████░░░░ 212 of 823 days · 9,120 papers · 31 papers/s · 6 min left`, within `width` columns. */
export function progressLine(progress: Progress, width: number): string {
  const { label, done, total, papers } = progress;
  const filled = total === 0 ? BAR : Math.floor((done / total) * BAR);
  const facts = [
    `${number(done)} of ${number(total)} days`,
    `${number(papers)} papers`,
    rateOf(progress),
    leftOf(progress),
  ].filter((fact) => fact !== undefined);
  const line = `${label} ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${facts.join(' · ')}`;
  if (line.length <= width) return line;
  return `${label} ${facts.join(' · ')}`.slice(0, Math.max(0, width));
}

function rateOf({ now: { papers, elapsed } }: Progress): string | undefined {
  if (elapsed < 1_000 || papers === 0) return undefined;
  const rate = papers / (elapsed / 1_000);
  return `${rate >= 10 ? number(Math.round(rate)) : rate.toFixed(1)} papers/s`;
}

function leftOf({ done, total, now: { days, elapsed } }: Progress): string | undefined {
  if (elapsed < 1_000 || days === 0 || done >= total) return undefined;
  const seconds = Math.ceil(((elapsed / days) * (total - done)) / 1_000);
  if (seconds < 60) return `${seconds} s left`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min left` : `${Math.round(minutes / 60)} h left`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
