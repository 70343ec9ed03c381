import { grown, mixed } from '../../text/growable.ts';
import type { Anchor } from './anchors.ts';

const ANCHORS_SHIFT = 16;
const PROGRAM_MASK = (1 << ANCHORS_SHIFT) - 1;
const ANCHOR_KINDS = ['term', 'prefix', 'pair'] as const;

/**
 * The distinct programs with their anchors, each under a slot from 1 on. They stand in one array, as
 * `[program length | anchors length << 16, program…, anchors…]`; what was removed leaves gaps, which are closed when
 * they are half of it. A hash table finds the slot of an equal program.
 */
export class ProgramStore {
  /** The programs, to be run from `startOf` on. */
  words = new Uint32Array(1 << 8);
  #used = 0;
  #wasted = 0;
  #offsets = new Uint32Array(1 << 6);
  #table = new Uint32Array(1 << 7);
  #slots = 0;
  #live = 0;
  readonly #free: number[] = [];

  get bytes(): number {
    return this.words.byteLength + this.#offsets.byteLength + this.#table.byteLength;
  }

  startOf(slot: number): number {
    return (this.#offsets[slot] as number) + 1;
  }

  /** The slot of a program; 0 where it is new. */
  find(program: readonly number[]): number {
    const mask = this.#table.length - 1;
    for (let at = hashOf(program, 0, program.length) & mask; ; at = (at + 1) & mask) {
      const slot = this.#table[at] as number;
      if (slot === 0 || this.#equals(slot, program)) return slot;
    }
  }

  /** Keeps a program that is new; gives its slot. */
  add(program: readonly number[], anchors: readonly Anchor[]): number {
    const slot = this.#free.pop() ?? ++this.#slots;
    const coded = anchors.flatMap(code);
    const offset = this.#used;
    this.#used += 1 + program.length + coded.length;
    this.words = grown(this.words, this.#used);
    this.#offsets = grown(this.#offsets, slot + 1);
    this.words[offset] = program.length | (coded.length << ANCHORS_SHIFT);
    this.words.set(program, offset + 1);
    this.words.set(coded, offset + 1 + program.length);
    this.#offsets[slot] = offset;
    this.#live += 1;
    if (this.#live * 4 > this.#table.length * 3) this.#widen();
    else this.#place(slot);
    return slot;
  }

  anchorsOf(slot: number): Anchor[] {
    const offset = this.#offsets[slot] as number;
    const head = this.words[offset] as number;
    const start = offset + 1 + (head & PROGRAM_MASK);
    return decode(this.words.subarray(start, start + (head >>> ANCHORS_SHIFT)));
  }

  remove(slot: number): void {
    const mask = this.#table.length - 1;
    let hole = this.#homeOf(slot) & mask;
    while (this.#table[hole] !== slot) hole = (hole + 1) & mask;
    this.#table[hole] = 0;
    // What stands behind the hole, and belongs at it or before it, moves into it: else it would not be found any more.
    for (let at = (hole + 1) & mask; this.#table[at] !== 0; at = (at + 1) & mask) {
      const home = this.#homeOf(this.#table[at] as number) & mask;
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      this.#table[hole] = this.#table[at] as number;
      this.#table[at] = 0;
      hole = at;
    }
    this.#wasted += this.#lengthOf(slot);
    this.#offsets[slot] = GONE;
    this.#free.push(slot);
    this.#live -= 1;
    if (this.#wasted * 2 > this.#used) this.#closeGaps();
  }

  #lengthOf(slot: number): number {
    const head = this.words[this.#offsets[slot] as number] as number;
    return 1 + (head & PROGRAM_MASK) + (head >>> ANCHORS_SHIFT);
  }

  #equals(slot: number, program: readonly number[]): boolean {
    const offset = this.#offsets[slot] as number;
    if (((this.words[offset] as number) & PROGRAM_MASK) !== program.length) return false;
    for (let at = 0; at < program.length; at += 1) {
      if (this.words[offset + 1 + at] !== program[at]) return false;
    }
    return true;
  }

  #homeOf(slot: number): number {
    const offset = this.#offsets[slot] as number;
    return hashOf(this.words, offset + 1, offset + 1 + ((this.words[offset] as number) & PROGRAM_MASK));
  }

  #place(slot: number): void {
    const mask = this.#table.length - 1;
    let at = this.#homeOf(slot) & mask;
    while (this.#table[at] !== 0) at = (at + 1) & mask;
    this.#table[at] = slot;
  }

  #widen(): void {
    this.#table = new Uint32Array(this.#table.length * 2);
    for (let slot = 1; slot <= this.#slots; slot += 1) {
      if (this.#offsets[slot] !== GONE) this.#place(slot);
    }
  }

  #closeGaps(): void {
    const kept = new Uint32Array(Math.max(1 << 8, Math.ceil((this.#used - this.#wasted) * 1.25)));
    let used = 0;
    for (let slot = 1; slot <= this.#slots; slot += 1) {
      const offset = this.#offsets[slot] as number;
      if (offset === GONE) continue;
      const length = this.#lengthOf(slot);
      kept.set(this.words.subarray(offset, offset + length), used);
      this.#offsets[slot] = used;
      used += length;
    }
    this.words = kept;
    this.#used = used;
    this.#wasted = 0;
  }
}

/** The offset of a slot that is free. */
const GONE = 2 ** 32 - 1;

function hashOf(words: Uint32Array | readonly number[], from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at += 1)
    hash = (Math.imul(hash ^ (words[at] as number), 0x9e3779b1) + 0x7f4a7c15) | 0;
  return mixed(hash);
}

/** `term << 3 | kind << 1 | isDecisive`, and the second word of a pair. */
function code(anchor: Anchor): number[] {
  const term = anchor.kind === 'pair' ? anchor.first : anchor.term;
  const head = (term << 3) | (ANCHOR_KINDS.indexOf(anchor.kind) << 1) | (anchor.isDecisive ? 1 : 0);
  return anchor.kind === 'pair' ? [head >>> 0, anchor.second] : [head >>> 0];
}

function decode(coded: Uint32Array): Anchor[] {
  const anchors: Anchor[] = [];
  for (let at = 0; at < coded.length; at += 1) {
    const head = coded[at] as number;
    const term = head >>> 3;
    const kind = ANCHOR_KINDS[(head >>> 1) & 3] ?? 'term';
    const isDecisive = (head & 1) === 1;
    if (kind === 'pair') {
      at += 1;
      anchors.push({ kind, first: term, second: coded[at] as number, isDecisive });
    } else anchors.push({ kind, term, isDecisive });
  }
  return anchors;
}
