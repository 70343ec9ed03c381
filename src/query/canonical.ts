import type { Phrase, QueryNode } from './ast.ts';

/** A text that is equal for two queries that ask for the same, whatever their order, case, plurals and repetitions. */
export function canonicalOf(node: QueryNode): string {
  switch (node.kind) {
    case 'phrase':
      return canonicalPhrase(node);
    case 'category':
      return `category:${node.value.toLowerCase()}`;
    case 'source':
      return `source:${node.value}`;
    case 'code':
      return 'has:code';
    case 'comparison':
      return `${node.field}${node.operator}${node.value}`;
    case 'not':
      return `-${canonicalOf(node.of)}`;
    case 'any':
    case 'all': {
      const members = [...new Set(flatten(node, node.kind).map(canonicalOf))].sort();
      if (members.length === 1) return members[0] as string;
      return `(${members.join(node.kind === 'any' ? ' | ' : ' & ')})`;
    }
  }
}

/** The members of an `any` or `all`, with those of its kind inside it. */
export function flatten(node: QueryNode, kind: 'any' | 'all'): readonly QueryNode[] {
  return node.kind === kind ? node.of.flatMap((member) => flatten(member, kind)) : [node];
}

function canonicalPhrase(phrase: Phrase): string {
  const byWriting = comparesAsWritten(phrase);
  const words = phrase.words.map((word, at) => {
    // What is also read as one word has its plural folded as one: `grand-children` does not ask for `grandchild`.
    const isInChain = word.joined || phrase.words[at - 1]?.joined === true;
    const text = word.wildcard ? `${word.written}*` : byWriting || isInChain ? word.written : word.stem;
    return text + (word.joined ? '-' : ' ');
  });
  const text = words.join('').trimEnd();
  return `${phrase.places.join('+')}:${byWriting ? `"${text}"` : text}`;
}

/** Whether plurals count: in quotations and in names. */
export function comparesAsWritten(phrase: Phrase): boolean {
  return phrase.exact || phrase.places.includes('author');
}
