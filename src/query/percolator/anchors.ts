import { vocabulary } from '../vocabulary.ts';
import { ALL_PLACES, TEXT_PLACES } from './paper-terms.ts';
import { AS_WRITTEN, COUNT_SHIFT, comparisonAt, KIND, WILDCARD } from './program.ts';
import type { Thresholds } from './thresholds.ts';

/** Something that a paper must have to be wanted by a query, by which the query is looked up. */
export type Anchor =
  | { readonly kind: 'term'; readonly term: number; readonly isDecisive: boolean }
  | { readonly kind: 'prefix'; readonly term: number; readonly isDecisive: boolean }
  /** Each of the two a stem, or a wildcard marked by `PREFIX`. */
  | { readonly kind: 'pair'; readonly first: number; readonly second: number; readonly isDecisive: boolean };

/** Marks a wildcard in a pair. */
export const PREFIX = 1 << 28;

export interface Anchors {
  /** A paper that the query wants has at least one of them. */
  readonly anchors: readonly Anchor[];
  /** A stem that the paper must have besides; 0 for none. Where the anchor is decisive, the two together are. */
  readonly check: number;
}

export interface Surroundings {
  readonly thresholds: Thresholds;
  /** How many queries an anchor leads to already: the fewer, the better. */
  readonly costOf: CostOf;
}

type CostOf = (anchor: Anchor) => number;

/** Comparisons hold for so many papers that any word is a better anchor. */
const COMPARISON_COST = 1e9;
/** The readings of a longer chain are too many to be anchors in pairs. */
const LONGEST_PAIRED_CHAIN = 4;

type Program = readonly number[];
interface Choice {
  readonly anchors: readonly Anchor[];
  readonly cost: number;
}

/** Chooses what a query is looked up by. */
export function chooseAnchors(program: Program, surroundings: Surroundings): Anchors {
  const { anchors } = choose(program, 0, surroundings) as Choice;
  const check = checkOf(program, anchors);
  if (check === 0 || !isTwoWords(program)) return { anchors, check };
  return { anchors: anchors.map((anchor) => ({ ...anchor, isDecisive: true })), check };
}

/** Undefined for what a paper can match by lacking something. */
function choose(program: Program, at: number, surroundings: Surroundings): Choice | undefined {
  const { thresholds, costOf } = surroundings;
  const head = program[at] as number;
  switch (head & 15) {
    case KIND.any: {
      const choices = membersOf(program, at).map((member) => choose(program, member, surroundings));
      return choices.reduce((one, other) => one && other && both(one, other));
    }
    case KIND.all: {
      const choices = membersOf(program, at).map((member) => choose(program, member, surroundings));
      const best = choices.reduce((one, other) => (one && other ? cheaper(one, other) : (one ?? other)));
      return best && { ...best, anchors: best.anchors.map((anchor) => ({ ...anchor, isDecisive: false })) };
    }
    case KIND.not:
      return undefined;
    case KIND.fact:
      return single(program[at + 1] as number, false, costOf);
    case KIND.comparison: {
      const term = thresholds.termOf(comparisonAt(program, at), (name) => vocabulary.intern(name));
      const choice = single(term, false, costOf);
      return { ...choice, cost: choice.cost + COMPARISON_COST };
    }
    case KIND.word: {
      const flags = program[at + 1] as number;
      return single(vocabulary.stemOf(program[at + 2] as number), flags === TEXT_PLACES, costOf);
    }
    case KIND.phrase: {
      const isWhole = program[at + 1] === TEXT_PLACES && head >>> 4 === 4;
      const stems = program.slice(at + 2, at + (head >>> 4)).map((word) => vocabulary.stemOf(word));
      return stems
        .slice(1)
        .map((stem, index) => pair(stems[index] as number, stem, isWhole, costOf))
        .reduce(cheaper);
    }
    default:
      return ofLattice(readLattice(program, at), costOf);
  }
}

interface Reading {
  readonly from: number;
  readonly to: number;
  readonly term: number;
  readonly isWild: boolean;
}

interface Lattice {
  readonly count: number;
  readonly flags: number;
  readonly readings: readonly Reading[];
}

function readLattice(program: Program, at: number): Lattice {
  const flags = program[at + 1] as number;
  const readings: Reading[] = [];
  for (let next = at + 2; next < at + ((program[at] as number) >>> 4); next += 2) {
    const span = program[next] as number;
    const word = program[next + 1] as number;
    const isWild = (span & WILDCARD) !== 0;
    const term = isWild ? word : vocabulary.stemOf(word);
    readings.push({ from: span & 255, to: (span >>> 8) & 255, term, isWild });
  }
  return { count: flags >>> COUNT_SHIFT, flags: flags & (ALL_PLACES | AS_WRITTEN), readings };
}

/** The best of: two words in a row, one word, one chain of joined words with all ways to read its beginning. */
function ofLattice({ count, flags, readings }: Lattice, costOf: CostOf): Choice {
  const isText = flags === TEXT_PLACES;
  const chains = chainsOf(count, readings);
  const words = chains.map(({ from, to }) =>
    to - from === 1 ? readings.find((reading) => reading.from === from) : undefined,
  );
  const pairs = words.flatMap((word, at) => {
    const next = words[at + 1];
    return word && next ? [pair(marked(word), marked(next), isText && count === 2, costOf)] : [];
  });
  const isWhole = isText && chains.length === 1 && count <= 2;
  const rest = chains.map(({ from, to }, at) => {
    const word = words[at];
    return word ? alone(word, isWhole, costOf) : ofChain(from, to, readings, isWhole, costOf);
  });
  return [...pairs, ...rest].reduce(cheaper);
}

/** Runs of words that a hyphen joins, and the words between them. */
function chainsOf(count: number, readings: readonly Reading[]) {
  const chains: { from: number; to: number }[] = [];
  for (let from = 0; from < count; from = chains.at(-1)?.to ?? count) {
    let to = from + 1;
    for (const reading of readings) {
      if (reading.from < to && reading.from >= from && reading.to > to) to = reading.to;
    }
    chains.push({ from, to });
  }
  return chains;
}

/** What can stand where a chain begins: a reading of all of it, or one of its beginning with one that follows. */
function ofChain(
  from: number,
  to: number,
  readings: readonly Reading[],
  isWhole: boolean,
  costOf: CostOf,
): Choice {
  const inPairs = to - from <= LONGEST_PAIRED_CHAIN;
  return readings
    .filter((reading) => reading.from === from)
    .flatMap((first) => {
      if (!inPairs || first.to === to) return [alone(first, isWhole, costOf)];
      return readings
        .filter((second) => second.from === first.to)
        .map((second) => pair(marked(first), marked(second), isWhole, costOf));
    })
    .reduce(both);
}

function marked({ term, isWild }: Reading): number {
  return isWild ? term | PREFIX : term;
}

function alone({ term, isWild }: Reading, isDecisive: boolean, costOf: CostOf): Choice {
  return isWild ? prefix(term, isDecisive, costOf) : single(term, isDecisive, costOf);
}

function single(term: number, isDecisive: boolean, costOf: CostOf): Choice {
  const anchor: Anchor = { kind: 'term', term, isDecisive };
  return { anchors: [anchor], cost: costOf(anchor) };
}

function pair(first: number, second: number, isDecisive: boolean, costOf: CostOf): Choice {
  const anchor: Anchor = { kind: 'pair', first, second, isDecisive };
  return { anchors: [anchor], cost: costOf(anchor) };
}

function prefix(term: number, isDecisive: boolean, costOf: CostOf): Choice {
  const anchor: Anchor = { kind: 'prefix', term, isDecisive };
  return { anchors: [anchor], cost: costOf(anchor) };
}

function both(one: Choice, other: Choice): Choice {
  return { anchors: [...one.anchors, ...other.anchors], cost: one.cost + other.cost };
}

function cheaper(one: Choice, other: Choice): Choice {
  return other.cost < one.cost ? other : one;
}

function membersOf(program: Program, at: number): number[] {
  const members: number[] = [];
  const end = at + ((program[at] as number) >>> 4);
  for (let member = at + 1; member < end; member += (program[member] as number) >>> 4) members.push(member);
  return members;
}

/**
 * Of a query that asks for more than its anchor, a stem that stands beside it: a look at it costs far less than running
 * the query's program, which lies somewhere else in memory.
 */
function checkOf(program: Program, anchors: readonly Anchor[]): number {
  const kind = (program[0] as number) & 15;
  const members = kind === KIND.all ? membersOf(program, 0) : kind === KIND.phrase ? [0] : [];
  const stems = members.flatMap((member) => plainStems(program, member));
  const isAnchor = (stem: number) =>
    anchors.some((anchor) =>
      anchor.kind === 'pair' ? anchor.first === stem || anchor.second === stem : anchor.term === stem,
    );
  return stems.find((stem) => !isAnchor(stem)) ?? 0;
}

/** Stems that a paper must have for a word or a phrase of plain words; none for all else. */
function plainStems(program: Program, at: number): number[] {
  const head = program[at] as number;
  if ((head & 15) !== KIND.word && (head & 15) !== KIND.phrase) return [];
  return program.slice(at + 2, at + (head >>> 4)).map((word) => vocabulary.stemOf(word));
}

/** `a AND b`: a paper that has both is wanted. */
function isTwoWords(program: Program): boolean {
  if (((program[0] as number) & 15) !== KIND.all) return false;
  const members = membersOf(program, 0);
  return (
    members.length === 2 &&
    members.every(
      (member) => ((program[member] as number) & 15) === KIND.word && program[member + 1] === TEXT_PLACES,
    )
  );
}
