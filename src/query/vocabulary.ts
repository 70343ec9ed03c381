import { Lexicon } from '../text/lexicon.ts';

/** The words of all queries and papers that this process has met: about 35 bytes each, and some five new ones a paper. */
export const vocabulary = new Lexicon();
