import { displayText } from './display.ts';
import { splitWords } from './words.ts';

/** The words of a source's title, folded but otherwise as written: what two sightings of one paper share. */
export function titleWords(title: string): string[] {
  return splitWords(displayText(title)).map((word) => word.written);
}
