import { findPapers } from '../catalog/find-paper.ts';
import { countHeld, editionOf, recentEditions } from '../catalog/recent.ts';
import { wanted } from '../catalog/search.ts';
import type { Paper } from '../paper/paper.ts';
import type { Suggestion } from '../platform/platform.ts';
import type { Query } from '../query/ast.ts';
import { parseQuery } from '../query/parser.ts';
import type { Store } from '../store/store.ts';
import { displayLine } from '../text/display.ts';
import { foldText } from '../text/fold.ts';
import type { Option } from './command.ts';

type Suggest = NonNullable<Option['suggest']>;

/** As many as any platform shows. */
const MOST = 25;
/** Letters before a wildcard. */
const SHORTEST_BEGINNING = 3;
/** So many words of such a length are a query that is not too long. */
const MOST_WORDS = 8;
const LONGEST_BEGINNING = 24;

/** What this channel follows, by its number. */
export const followedQueries: Suggest = async ({ channel, store }, typed) => {
  const held = await store.channels.subscriptions(channel.key);
  const suggestions = held.map(({ number, query }) => ({
    value: String(number),
    label: `#${number} ${query}`,
  }));
  return fitting(suggestions, typed);
};

/** Papers by the words of their title, the last one perhaps half typed; the newest edition's while nothing is typed. */
export const heldPapers: Suggest = async ({ store }, typed) => {
  if (typed.trim() === '') {
    const newest = await store.papers.newestEdition();
    const papers = newest === undefined ? [] : (await editionOf(store, newest)).papers;
    return papers.slice(0, MOST).map(asSuggestion);
  }
  const found = new Map<string, Suggestion>();
  for (const paper of await findPapers(store, typed, MOST)) found.set(paper.id, asSuggestion(paper));
  const query = titleBeginning(typed);
  if (query === undefined) return [...found.values()].slice(0, MOST);
  for await (const { paper } of wanted(store, query, 'newest')) {
    if (found.size >= MOST) break;
    found.set(paper.id, asSuggestion(paper));
  }
  return [...found.values()].slice(0, MOST);
};

/** The query for titles with these words, the last of which may go on; undefined where that is too short to tell. */
function titleBeginning(typed: string): Query | undefined {
  // Lower case, for AND, OR and NOT are meant as words.
  const words = typed.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const last = words.pop() ?? '';
  if ([...last].length < SHORTEST_BEGINNING || last.length > LONGEST_BEGINNING) return undefined;
  const asked = words.slice(0, MOST_WORDS).filter(({ length }) => length <= LONGEST_BEGINNING);
  return parseQuery(`title:(${[...asked, `${last}*`].join(' AND ')})`);
}

function asSuggestion({ id, title }: Paper): Suggestion {
  return { value: id, label: displayLine(title) };
}

const ZONES: readonly Suggestion[] = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({
  value,
}));

export const timeZones: Suggest = async (_, typed) => fitting(ZONES, typed.replaceAll(' ', '_'));

/** Keywords that the sources gave the papers of the last days, the commonest first; behind a comma, one more. */
export const seenKeywords: Suggest = async ({ store }, typed) => {
  const [, before = '', last = ''] = /^(.*,\s*)?(.*)$/s.exec(typed) ?? [];
  const known = (await commonKeywords(store)).map((value) => ({ value }));
  const suggestions = fitting(known, last).map(({ value }) => ({ value: before + value }));
  return typed.trim() === '' || suggestions.some(({ value }) => value === typed)
    ? suggestions
    : [{ value: typed }, ...suggestions].slice(0, MOST);
};

/** Counted once for each state of the catalog: people type fast. */
const counted = new WeakMap<Store, { readonly state: string; readonly keywords: readonly string[] }>();

async function commonKeywords(store: Store): Promise<readonly string[]> {
  const state = `${await store.papers.newestEdition()} ${await countHeld(store)}`;
  const known = counted.get(store);
  if (known?.state === state) return known.keywords;
  const counts = new Map<string, number>();
  for (const keyword of (await recentEditions(store))?.papers.flatMap((paper) => paper.keywords ?? []) ?? [])
    counts.set(keyword, (counts.get(keyword) ?? 0) + 1);
  const keywords = [...counts].sort(([, left], [, right]) => right - left).map(([keyword]) => keyword);
  counted.set(store, { state, keywords });
  return keywords;
}

/** Those that hold what was typed: at their beginning first, else at the beginning of a word, else anywhere. */
function fitting(suggestions: readonly Suggestion[], typed: string): Suggestion[] {
  const wanted = foldText(typed.trim()).text;
  const ranked = suggestions.flatMap((suggestion) => {
    const at = foldText(suggestion.label ?? suggestion.value).text;
    const place = at.indexOf(wanted);
    if (place < 0) return [];
    const rank = place === 0 ? 0 : /[\p{L}\p{N}]/u.test(at[place - 1] ?? '') ? 2 : 1;
    return [{ suggestion, rank }];
  });
  return ranked
    .sort((left, right) => left.rank - right.rank)
    .slice(0, MOST)
    .map(({ suggestion }) => suggestion);
}
