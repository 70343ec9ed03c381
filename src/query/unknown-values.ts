import type { QueryNode } from './ast.ts';

/** The archives of arXiv: those that have categories below them, and those that are one. */
const PARTED = /^(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)(?:\.|$)/i;
const WHOLE = /^(?:gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph)$/i;

/** What `source:` finds, and those of them whose papers may have categories. */
const SOURCES = ['huggingface', 'arxiv', 'feed', 'file'];
const CATEGORISED = ['arxiv', 'feed', 'file'];

/**
 * A sentence for each category and source of a query that no paper has, with what can be written instead. `sources` are
 * those that papers come from, such as `arxiv`; none where that is not known.
 */
export function unknownValues(node: QueryNode, sources: readonly string[]): string[] {
  switch (node.kind) {
    case 'any':
    case 'all':
      return [...new Set(node.of.flatMap((member) => unknownValues(member, sources)))];
    case 'not':
      return unknownValues(node.of, sources);
    case 'category':
      return unknownCategory(node.value, sources);
    case 'source':
      return unknownSource(node.value, sources);
    default:
      return [];
  }
}

function unknownCategory(value: string, sources: readonly string[]): string[] {
  if (!PARTED.test(value) && !WHOLE.test(value)) {
    return [
      `No paper has the category ${value}: arXiv’s are written like \`category:cs.LG\`, or \`category:cs\` for all of cs.`,
    ];
  }
  if (sources.length === 0 || sources.some((source) => CATEGORISED.includes(source))) return [];
  return [
    `Only arXiv tells categories, and no papers come from there: \`arxiv:${value}\` in \`PAPERBOY_SOURCES\` brings them.`,
  ];
}

/** A saved page of Hugging Face's counts as Hugging Face's too. */
function unknownSource(value: string, sources: readonly string[]): string[] {
  const isMeant = SOURCES.includes(value) || value === 'sample';
  const isUsed = sources.includes(value) || (value === 'huggingface' && sources.includes('file'));
  if (isMeant && (sources.length === 0 || isUsed)) return [];
  const known = (sources.length > 0 ? sources : SOURCES).map((source) => `\`source:${source}\``);
  return [
    `No paper comes from the source ${value}: there ${known.length === 1 ? 'is' : 'are'} ${listed(known)}.`,
  ];
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
