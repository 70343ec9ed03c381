import { mixed } from '../../text/growable.ts';

/** A map from whole numbers below 2^32 to such numbers above 0, at a fifth of the memory of a `Map`. */
export class NumberTable {
  #keys = new Uint32Array(1 << 4);
  /** 0 marks a free place. */
  #values = new Uint32Array(1 << 4);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#keys.byteLength + this.#values.byteLength;
  }

  /** The value, or 0 where there is none. */
  get(key: number): number {
    return this.#values[this.#placeOf(key)] as number;
  }

  set(key: number, value: number): void {
    const at = this.#placeOf(key);
    if (this.#values[at] === 0) this.#size += 1;
    this.#keys[at] = key;
    this.#values[at] = value;
    if (this.#size * 4 > this.#keys.length * 3) this.#widen();
  }

  delete(key: number): void {
    const mask = this.#keys.length - 1;
    let hole = this.#placeOf(key);
    if (this.#values[hole] === 0) return;
    this.#size -= 1;
    this.#values[hole] = 0;
    // What stands behind the hole, and belongs at it or before it, moves into it: else it would not be found any more.
    for (let at = (hole + 1) & mask; this.#values[at] !== 0; at = (at + 1) & mask) {
      const home = mixed(this.#keys[at] as number) & mask;
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      this.#keys[hole] = this.#keys[at] as number;
      this.#values[hole] = this.#values[at] as number;
      this.#values[at] = 0;
      hole = at;
    }
  }

  /** Where the key stands, or could. */
  #placeOf(key: number): number {
    const mask = this.#keys.length - 1;
    let at = mixed(key) & mask;
    while (this.#values[at] !== 0 && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #widen(): void {
    const keys = this.#keys;
    const values = this.#values;
    this.#keys = new Uint32Array(keys.length * 2);
    this.#values = new Uint32Array(keys.length * 2);
    for (let at = 0; at < keys.length; at += 1) {
      if (values[at] === 0) continue;
      const place = this.#placeOf(keys[at] as number);
      this.#keys[place] = keys[at] as number;
      this.#values[place] = values[at] as number;
    }
  }
}
