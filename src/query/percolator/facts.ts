import type { Paper } from '../../paper/paper.ts';
import { hasCode } from '../document.ts';
import { factName } from './program.ts';

/** The names of the facts that queries can ask for and that hold for a paper. */
export function factsOf(paper: Paper): string[] {
  const facts = paper.sources.map((source) => factName('source', source));
  for (const category of paper.categories ?? []) {
    facts.push(factName('category', category));
    // `category:cs` wants all of cs.
    const dot = category.indexOf('.');
    if (dot > 0) facts.push(factName('category', category.slice(0, dot)));
  }
  if (hasCode(paper)) facts.push(factName('has', 'code'));
  return facts;
}
