import type { Paper } from '../../paper/paper.ts';
import { grown } from '../../text/growable.ts';
import type { Query } from '../ast.ts';
import { vocabulary } from '../vocabulary.ts';
import { type Anchor, chooseAnchors, PREFIX } from './anchors.ts';
import { type Subject, wants } from './evaluate.ts';
import { factsOf } from './facts.ts';
import { LatticeSearch } from './lattice-search.ts';
import { BLOCK, HEAD, ListPool } from './list-pool.ts';
import { NumberTable } from './number-table.ts';
import { PairTable } from './pair-table.ts';
import { PaperTerms, TEXT_PLACES } from './paper-terms.ts';
import { NONE, Prefixes } from './prefixes.ts';
import { compile, placesOf } from './program.ts';
import { ProgramStore } from './program-store.ts';
import { Thresholds } from './thresholds.ts';

/**
 * An index over queries: which of a million does a paper match? Each query is looked up by something that a matching
 * paper must have (its anchor: a word, or two words in a row), and what comes up is decided by the whole query, with
 * the answer that `matches` gives. Equal queries are kept once. See docs/percolator.md.
 */
export interface Percolator {
  /** How many ids there are. */
  readonly size: number;
  /** How many distinct queries they have. */
  readonly distinct: number;
  /** The memory that the index takes. */
  readonly bytes: number;
  /** Adds a query under an id, a whole number from 0 to 2^31 - 3; an id that is known gets the new query. */
  add(id: number, query: Query): void;
  /** Removes an id; one that is unknown is no error. */
  remove(id: number): void;
  /** The ids of all queries that want a paper, each once, in no certain order. */
  match(paper: Paper): Uint32Array;
}

const FIRST = 1;
const SECOND = 2;

export function createPercolator(): Percolator {
  return new QueryIndex();
}

class QueryIndex implements Percolator {
  readonly #terms = new PaperTerms();
  readonly #lattices = new LatticeSearch(this.#terms);
  readonly #programs = new ProgramStore();
  readonly #prefixes = new Prefixes();
  readonly #thresholds = new Thresholds();
  /** From an id to its query's slot. */
  readonly #slots = new NumberTable();
  readonly #ids = new ListPool(1);
  /** Of postings `slot * 2 + isDecisive`, each with the stem that it checks for beside its anchor. */
  readonly #postings = new ListPool(2);
  /** The list of postings for each term, for each wildcard, and for each pair of words. */
  #byTerm = new Uint32Array(1 << 10);
  #byPrefix = new Uint32Array(1 << 10);
  readonly #byPair = new PairTable();
  /** For each word whether a pair begins or ends with it. */
  #pairRoles = new Uint8Array(1 << 10);
  /** For each slot: the list of its ids, and the paper that it was last decided for. */
  #queries = new Uint32Array(1 << 7);
  #paper = 0;
  /** The place bits in which some query has looked: most lists of names are never asked for. */
  #places = 0;
  #hits: number[] = [];
  #distinct = 0;

  get size(): number {
    return this.#slots.size;
  }

  get distinct(): number {
    return this.#distinct;
  }

  get bytes(): number {
    const arrays = [this.#queries, this.#byTerm, this.#byPrefix, this.#pairRoles];
    const parts = [
      ...[vocabulary, this.#terms, this.#programs, this.#prefixes, this.#slots],
      ...[this.#ids, this.#postings, this.#byPair],
    ];
    return (
      arrays.reduce((sum, { byteLength }) => sum + byteLength, 0) +
      parts.reduce((sum, { bytes }) => sum + bytes, 0)
    );
  }

  add(id: number, query: Query): void {
    if (this.#slots.get(id) !== 0) this.remove(id);
    const program = compile(query.root);
    const slot = this.#programs.find(program) || this.#newSlot(program);
    this.#queries[slot * 2] = this.#ids.add(this.#queries[slot * 2] as number, id);
    this.#slots.set(id, slot);
  }

  remove(id: number): void {
    const slot = this.#slots.get(id);
    if (slot === 0) return;
    this.#slots.delete(id);
    this.#queries[slot * 2] = this.#ids.remove(this.#queries[slot * 2] as number, id);
    if (this.#queries[slot * 2] !== 0) return;
    for (const anchor of this.#programs.anchorsOf(slot))
      this.#setList(anchor, this.#postings.remove(this.#listOf(anchor), entryOf(slot, anchor)));
    this.#programs.remove(slot);
    this.#distinct -= 1;
  }

  match(paper: Paper): Uint32Array {
    const terms = this.#terms;
    terms.read(paper, this.#places);
    for (const name of factsOf(paper)) {
      const fact = vocabulary.numberOf(name);
      if (fact !== 0) terms.addTerm(fact);
    }
    for (const term of this.#thresholds.possible(paper)) terms.addTerm(term);
    this.#room();
    this.#paper += 1;
    if (this.#paper === 2 ** 32) {
      for (let at = 1; at < this.#queries.length; at += 2) this.#queries[at] = 0;
      this.#paper = 1;
    }
    this.#hits = [];
    const subject = { paper, terms, lattices: this.#lattices };
    for (let at = 0; at < terms.distinctCount; at += 1) {
      const term = terms.distinct[at] as number;
      const list = this.#byTerm[term] as number;
      if (list !== 0) this.#decide(list, terms.stemPlaces(term), subject);
    }
    this.#matchPairs(subject);
    if (!this.#prefixes.isEmpty) this.#matchPrefixes(subject);
    return this.#idsOf(this.#hits);
  }

  #matchPairs(subject: Subject): void {
    const { positions, readings, stems, ends, places } = this.#terms;
    for (let position = 0; position < positions; position += 1) {
      const last = readings[position + 1] as number;
      for (let reading = readings[position] as number; reading < last; reading += 1) {
        const first = stems[reading] as number;
        if (((this.#pairRoles[first] as number) & FIRST) === 0) continue;
        const next = ends[reading] as number;
        const lastNext = readings[next + 1] as number;
        for (let other = readings[next] as number; other < lastNext; other += 1) {
          const second = stems[other] as number;
          if (((this.#pairRoles[second] as number) & SECOND) === 0) continue;
          const list = this.#byPair.get(first, second);
          if (list !== 0) this.#decide(list, places[position] as number, subject);
        }
      }
    }
  }

  #matchPrefixes(subject: Subject): void {
    const { positions, readings, words, stems, ends, places } = this.#terms;
    const prefixes = this.#prefixes;
    for (let position = 0; position < positions; position += 1) {
      const place = places[position] as number;
      const last = readings[position + 1] as number;
      for (let reading = readings[position] as number; reading < last; reading += 1) {
        const firsts = prefixes.of(words[reading] as number);
        for (const first of firsts) this.#decide(this.#byPrefix[first] as number, place, subject);
        const next = ends[reading] as number;
        const lastNext = readings[next + 1] as number;
        for (let other = readings[next] as number; other < lastNext; other += 1) {
          const seconds = prefixes.of(words[other] as number);
          if (firsts === NONE && seconds === NONE) continue;
          for (const second of seconds) {
            this.#decide(this.#byPair.get(stems[reading] as number, second | PREFIX), place, subject);
            for (const first of firsts)
              this.#decide(this.#byPair.get(first | PREFIX, second | PREFIX), place, subject);
          }
          for (const first of firsts)
            this.#decide(this.#byPair.get(first | PREFIX, stems[other] as number), place, subject);
        }
      }
    }
  }

  /** Decides on all queries of a list, whose anchor the paper has in some places. */
  #decide(list: number, places: number, subject: Subject): void {
    if (list === 0) return;
    const isInText = (places & TEXT_PLACES) !== 0;
    if (list < BLOCK) {
      this.#decideOne(list - 1, isInText, subject);
      return;
    }
    const { words } = this.#postings;
    const from = (list & ~BLOCK) + HEAD;
    const to = from + 2 * (words[from - 1] as number);
    for (let at = from; at < to; at += 2) {
      const check = words[at + 1] as number;
      if (check === 0) this.#decideOne(words[at] as number, isInText, subject);
      else {
        const checked = subject.terms.stemPlaces(check);
        if (checked !== 0)
          this.#decideOne(words[at] as number, isInText && (checked & TEXT_PLACES) !== 0, subject);
      }
    }
  }

  #decideOne(entry: number, isInText: boolean, subject: Subject): void {
    const slot = entry >>> 1;
    if (this.#queries[slot * 2 + 1] === this.#paper) return;
    this.#queries[slot * 2 + 1] = this.#paper;
    const isDecided = (entry & 1) === 1 && isInText;
    if (isDecided || wants(this.#programs.words, this.#programs.startOf(slot), subject))
      this.#hits.push(slot);
  }

  #idsOf(slots: readonly number[]): Uint32Array {
    let count = 0;
    for (const slot of slots) count += this.#ids.lengthOf(this.#queries[slot * 2] as number);
    const ids = new Uint32Array(count);
    let at = 0;
    for (const slot of slots) at = this.#ids.copy(this.#queries[slot * 2] as number, ids, at);
    return ids;
  }

  #newSlot(program: readonly number[]): number {
    const { anchors, check } = chooseAnchors(program, {
      thresholds: this.#thresholds,
      costOf: (anchor) => this.#postings.lengthOf(this.#listOf(anchor)),
    });
    const slot = this.#programs.add(program, anchors);
    this.#places |= placesOf(program);
    this.#queries = grown(this.#queries, slot * 2 + 2);
    this.#queries[slot * 2 + 1] = 0;
    for (const anchor of anchors)
      this.#setList(anchor, this.#postings.add(this.#listOf(anchor), entryOf(slot, anchor), check));
    this.#distinct += 1;
    return slot;
  }

  #listOf(anchor: Anchor): number {
    if (anchor.kind === 'pair') return this.#byPair.get(anchor.first, anchor.second);
    return (anchor.kind === 'prefix' ? this.#byPrefix : this.#byTerm)[anchor.term] ?? 0;
  }

  #setList(anchor: Anchor, list: number): void {
    this.#room();
    if (anchor.kind === 'pair') {
      const { first, second } = anchor;
      this.#byPair.set(first, second, list);
      this.#takePart(first, FIRST);
      this.#takePart(second, SECOND);
    } else if (anchor.kind === 'prefix') {
      this.#prefixes.add(anchor.term);
      this.#byPrefix[anchor.term] = list;
    } else {
      this.#byTerm[anchor.term] = list;
    }
  }

  #takePart(word: number, role: number): void {
    if (word < PREFIX) this.#pairRoles[word] = (this.#pairRoles[word] as number) | role;
    else this.#prefixes.add(word - PREFIX);
  }

  /** For all words of the vocabulary. */
  #room(): void {
    const length = vocabulary.size + 1;
    if (length <= this.#byTerm.length) return;
    this.#byTerm = grown(this.#byTerm, length);
    this.#byPrefix = grown(this.#byPrefix, length);
    this.#pairRoles = grown(this.#pairRoles, length);
  }
}

function entryOf(slot: number, { isDecisive }: Anchor): number {
  return slot * 2 + (isDecisive ? 1 : 0);
}
