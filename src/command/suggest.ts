import { findPapers } from '../catalog/find-paper.ts';
import { recentEditions } from '../catalog/recent.ts';
import type { Suggestion } from '../platform/platform.ts';
import { foldText } from '../text/fold.ts';
import type { Option } from './command.ts';

type Suggest = NonNullable<Option['suggest']>;

/** As many as any platform shows. */
const MOST = 25;

/** What this channel follows, by its number. */
export const followedQueries: Suggest = async ({ channel, store }, typed) => {
  const held = await store.channels.subscriptions(channel.key);
  const suggestions = held.map(({ number, query }) => ({
    value: String(number),
    label: `#${number} ${query}`,
  }));
  return fitting(suggestions, typed);
};

/** Papers by the words of their title; the newest edition's while nothing is typed. */
export const heldPapers: Suggest = async ({ store }, typed) => {
  if (typed.trim() === '') {
    const newest = await store.papers.newestEdition();
    const papers = newest === undefined ? [] : await store.papers.edition(newest);
    return papers.slice(0, MOST).map(({ id, title }) => ({ value: id, label: title }));
  }
  const found = await findPapers(store, typed, MOST);
  return found.slice(0, MOST).map(({ id, title }) => ({ value: id, label: title }));
};

const ZONES: readonly Suggestion[] = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((value) => ({
  value,
}));

export const timeZones: Suggest = async (_, typed) => fitting(ZONES, typed.replaceAll(' ', '_'));

/** Keywords that the sources gave the papers of the last days, the commonest first; behind a comma, one more. */
export const seenKeywords: Suggest = async ({ store }, typed) => {
  const [, before = '', last = ''] = /^(.*,\s*)?(.*)$/s.exec(typed) ?? [];
  const recent = await recentEditions(store);
  const counts = new Map<string, number>();
  for (const keyword of recent?.papers.flatMap(({ keywords = [] }) => keywords) ?? [])
    counts.set(keyword, (counts.get(keyword) ?? 0) + 1);
  const known = [...counts].sort(([, left], [, right]) => right - left).map(([value]) => ({ value }));
  const suggestions = fitting(known, last).map(({ value }) => ({ value: before + value }));
  return typed.trim() === '' || suggestions.some(({ value }) => value === typed)
    ? suggestions
    : [{ value: typed }, ...suggestions].slice(0, MOST);
};

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
