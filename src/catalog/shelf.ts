import type { HeldPaper, Store } from '../store/store.ts';

/**
 * The papers that a delivery may concern, read all at once; what the delivery changes is changed here as well. Asked for
 * others, it looks into the store.
 */
export class Shelf {
  readonly #store: Store;
  readonly #papers = new Map<string, HeldPaper>();
  /** Every id asked for, with the present id of the paper that it names. */
  readonly #presentIds = new Map<string, string | undefined>();
  /** Every title asked for, with the ids of all papers that have it. */
  readonly #idsByTitle = new Map<string, Set<string>>();

  constructor(store: Store) {
    this.#store = store;
  }

  async fill(ids: readonly string[], titles: readonly string[]): Promise<void> {
    const named = await this.#store.papers.named(ids);
    for (const id of ids) this.#presentIds.set(id, named.get(id)?.id);
    for (const title of titles) this.#idsByTitle.set(title, new Set());
    const titled = await this.#store.papers.withTitles(titles);
    for (const paper of [...named.values(), ...titled]) this.#remember(paper);
  }

  async get(id: string): Promise<HeldPaper | undefined> {
    if (!this.#presentIds.has(id)) return this.#store.papers.get(id);
    const presentId = this.#presentIds.get(id);
    return presentId === undefined ? undefined : this.#papers.get(presentId);
  }

  async withTitle(title: string): Promise<HeldPaper[]> {
    const ids = this.#idsByTitle.get(title);
    if (!ids) return this.#store.papers.withTitle(title);
    return [...ids].sort().flatMap((id) => this.#papers.get(id) ?? []);
  }

  async put(paper: HeldPaper): Promise<void> {
    await this.#store.papers.put(paper);
    this.#presentIds.set(paper.id, paper.id);
    this.#remember(paper);
  }

  /** After it nothing is known by heart any more: names and titles mean other papers now. */
  async supersede(from: string, to: string): Promise<void> {
    await this.#store.papers.supersede(from, to);
    this.#papers.clear();
    this.#presentIds.clear();
    this.#idsByTitle.clear();
  }

  #remember(paper: HeldPaper): void {
    const before = this.#papers.get(paper.id);
    if (before) this.#idsByTitle.get(before.normalisedTitle)?.delete(paper.id);
    this.#idsByTitle.get(paper.normalisedTitle)?.add(paper.id);
    this.#papers.set(paper.id, paper);
  }
}
