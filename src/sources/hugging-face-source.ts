import type { Paper } from '../paper/paper.ts';
import { addDays, dateLabel, dayAt, isWeekday } from '../time/plain-date.ts';
import { FetchError } from './fetching/fetch-error.ts';
import type { Fetcher } from './fetching/fetcher.ts';
import { type FoundInJson, parseHuggingFaceJson } from './hugging-face-json.ts';
import { type Asking, type Days, FURTHEST, type Haul, mannerOf, OVERLAP, type Source } from './source.ts';

export interface HuggingFaceConfig {
  readonly fetcher: Fetcher;
  /** `https://huggingface.co`, or another place with the same API. */
  readonly endpoint: string;
  readonly token?: string | undefined;
}

/** As many as the API gives at once (FACTS section 3). */
const PAGE = 100;
/** No day has had a tenth of it. */
const MOST_PAGES = 30;
const EVERY = 30 * 60_000;

/** The Daily Papers of Hugging Face, day by day, all pages. */
export function createHuggingFaceSource({ fetcher, endpoint, token }: HuggingFaceConfig): Source {
  const isHome = URL.parse(endpoint)?.protocol === 'https:';

  /** One day's edition, page by page. `keep`: the same pages are asked for again soon. */
  async function* edition(day: string, keep: boolean, asking: Asking): AsyncGenerator<FoundInJson> {
    let address: string | undefined = `${endpoint}/api/daily_papers?date=${day}&limit=${PAGE}&p=0`;
    for (let page = 0; address !== undefined && page < MOST_PAGES; page += 1) {
      let found: FoundInJson | undefined;
      const { text, next } = await fetcher.get(address, {
        ...{
          due: 'JSON',
          keep,
          token,
          ...mannerOf(asking),
          allowPrivate: !isHome,
        },
        check: (answer) => {
          found = readWhole(answer, day);
        },
      });
      found ??= readWhole(text, day);
      yield found;
      const isFull = found.papers.length + found.problems.length >= PAGE;
      address = next ?? (isFull ? address.replace(/p=\d+$/, `p=${page + 1}`) : undefined);
      if (found.papers.length === 0) return;
    }
  }

  async function* day(date: string, keep: boolean, asking: Asking): AsyncGenerator<Haul> {
    const listed = new Set<string>();
    for await (const { papers, problems } of edition(date, keep, asking)) {
      // While pages are read a paper may move from one to the next.
      const fresh = papers.filter(({ id }) => !listed.has(id));
      for (const { id } of fresh) listed.add(id);
      const [first] = problems;
      const unread = `of ${dateLabel(date)} ${problems.length} entries are not as they should be: ${first?.message}`;
      yield { papers: fresh.map((paper) => inEdition(paper, date)), notes: first ? [unread] : [] };
    }
    if (listed.size === 0 && isWeekday(date) && date < dayAt(asking.now, 'UTC'))
      yield { papers: [], notes: [`nothing is listed for ${dateLabel(date)}, a weekday`] };
  }

  return {
    name: 'huggingface',
    every: EVERY,

    async *fetch(asking) {
      const today = dayAt(asking.now, 'UTC');
      const { from, missed } = reach(asking);
      if (missed) yield { papers: [], missed };
      for (let date = today; date >= from; date = addDays(date, -1)) {
        try {
          yield* day(date, true, asking);
        } catch (error) {
          // What is today here may be tomorrow there, for a machine whose clock is fast.
          if (!(error instanceof FetchError && error.status === 400 && date === today)) throw error;
          yield { papers: [], notes: [`there is no ${dateLabel(date)} yet: is this machine’s clock right?`] };
        }
      }
    },

    day: (date, asking) => day(date, false, asking),
  };
}

/** @throws FetchError for JSON that is damaged or cut off */
function readWhole(text: string, day: string): FoundInJson {
  const found = parseHuggingFaceJson(text, { listedOn: day });
  if (found.isWhole && /^\s*\[/.test(text)) return found;
  throw new FetchError(
    found.isWhole
      ? `Hugging Face answered for ${dateLabel(day)} with something that is no list of papers.`
      : `Hugging Face’s answer for ${dateLabel(day)} is damaged or cut off.`,
    { passes: true },
  );
}

/** A paper that tells no day, or one that is later than the list in which it stands, is in the list's edition: it is seen there. */
function inEdition(paper: Paper, date: string): Paper {
  return paper.listedOn === undefined || paper.listedOn > date ? { ...paper, listedOn: date } : paper;
}

/** From which day on a fetch reads; and the days that lie further back than it may reach, where there are such. */
export function reach({ now, lastSuccessAt = now }: Asking): { from: string; missed?: Days } {
  const furthest = addDays(dayAt(now, 'UTC'), -FURTHEST);
  const last = dayAt(lastSuccessAt, 'UTC');
  const wanted = addDays(last, -OVERLAP);
  if (wanted >= furthest) return { from: wanted };
  return { from: furthest, ...(last < furthest && { missed: { from: last, to: addDays(furthest, -1) } }) };
}
