/** What the prompt shows papers from. */
export interface Shown {
  /** Files that were read just now. */
  readonly read: readonly { readonly path: string; readonly papers: number }[];
  /** Whether files were named, of which none could be read. */
  readonly missed: boolean;
  /** How many papers are held, and whether they are the bundled sample. */
  readonly held: number;
  readonly sample: boolean;
}

/** What the prompt says first. */
export function greeting(shown: Shown): string {
  return [
    `Paperboy shows ${whatIsShown(shown)}.`,
    'Try /papers today, then +1 3 to upvote its third paper, or /papers help. Ctrl-D leaves.',
    '',
  ].join('\n');
}

function whatIsShown({ read, missed, held, sample }: Shown): string {
  const fresh = read.reduce((sum, { papers }) => sum + papers, 0);
  if (fresh > 0 && fresh >= held)
    return read
      .map(({ path, papers }) => `${papers === 1 ? '1 paper' : `${papers} papers`} from ${path}`)
      .join(', ');
  const why = missed ? ', since none of PAPERBOY_SOURCES could be read' : '';
  return sample ? `the sample edition that comes with it${why}` : `the ${held} papers that it holds${why}`;
}
