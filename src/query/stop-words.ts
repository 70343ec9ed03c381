/** Words that say too little to be asked for alone, and stand nearly everywhere: to look them up narrows nothing. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at be by for from in is it its of on or that the this to via we with'.split(' '),
);
