import { IRREGULAR, NOT_PLURAL } from './plural-exceptions.ts';

/**
 * Folds English plurals and nothing more: `networks` → `network`, `matrices` → `matrix`; `universal` stays apart from
 * `university`, `news` from `new`. Takes a folded word; a word that is no English plural comes back unchanged.
 */
export function singular(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (!word.endsWith('s') || word.length < 4 || NOT_PLURAL.has(word) || !/^[a-z][a-z0-9]*$/.test(word))
    return word;
  for (const [ending, replacement] of ENDINGS) {
    if (word.endsWith(ending))
      return replacement === undefined ? word : word.slice(0, -ending.length) + replacement;
  }
  return word.slice(0, -1);
}

/** The first ending that fits decides, else the final s goes. No replacement: such words are no plurals. */
const ENDINGS: readonly (readonly [ending: string, replacement: string | undefined])[] = [
  ['ss', undefined],
  ['us', undefined],
  ['is', undefined],
  ['ics', undefined],
  ['indices', 'index'],
  ['matrices', 'matrix'],
  ['vertices', 'vertex'],
  ['yses', 'ysis'],
  ['theses', 'thesis'],
  ['sses', 'ss'],
  ['xes', 'x'],
  ['ches', 'ch'],
  ['shes', 'sh'],
  ['zzes', 'zz'],
  ['ies', 'y'],
];
