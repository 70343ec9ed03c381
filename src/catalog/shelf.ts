import type { HeldPaper, Store } from '../store/store.ts';

/**
 * The papers that a delivery may concern, read all at once; what the delivery changes is changed here first, and written
 * all at once by `write`. Asked for others, it looks into the store.
 */
export class Shelf {
  readonly #store: Store;
  readonly #papers = new Map<string, HeldPaper>();
  /** Every id asked for, with the present id of the paper that it names. */
  readonly #presentIds = new Map<string, string | undefined>();
  /** Every title and DOI asked for, with the ids of all papers that have it. */
  readonly #idsByTitle = new Map<string, Set<string>>();
  readonly #idsByDoi = new Map<string, Set<string>>();
  /** Changed, and not written yet. */
  readonly #changed = new Map<string, HeldPaper>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Reads what is held of sightings: under their ids and DOIs, and with their titles. */
  async fill(sightings: readonly HeldPaper[]): Promise<void> {
    const ids = sightings.flatMap(({ id, doi }) => (doi === undefined ? [id] : [id, `doi:${doi}`]));
    const titles = sightings.map(({ normalisedTitle }) => normalisedTitle);
    const dois = sightings.flatMap(({ doi }) => doi ?? []);
    const named = await this.#store.papers.named(ids);
    for (const id of ids) this.#presentIds.set(id, named.get(id)?.id);
    for (const title of titles) this.#idsByTitle.set(title, new Set());
    for (const doi of dois) this.#idsByDoi.set(doi, new Set());
    const titled = await this.#store.papers.withTitles(titles);
    const withDois = dois.length === 0 ? [] : await this.#store.papers.withDois(dois);
    for (const paper of [...named.values(), ...titled, ...withDois]) this.#remember(paper);
  }

  async get(id: string): Promise<HeldPaper | undefined> {
    if (!this.#presentIds.has(id)) return (await this.#written()).papers.get(id);
    const presentId = this.#presentIds.get(id);
    return presentId === undefined ? undefined : this.#papers.get(presentId);
  }

  async withTitle(title: string): Promise<HeldPaper[]> {
    const ids = this.#idsByTitle.get(title);
    return ids ? this.#all(ids) : (await this.#written()).papers.withTitle(title);
  }

  async withDoi(doi: string): Promise<HeldPaper[]> {
    const ids = this.#idsByDoi.get(doi);
    return ids ? this.#all(ids) : (await this.#written()).papers.withDoi(doi);
  }

  put(paper: HeldPaper): void {
    this.#changed.set(paper.id, paper);
    this.#presentIds.set(paper.id, paper.id);
    this.#remember(paper);
  }

  /** After it nothing is known by heart any more: names and titles mean other papers now. */
  async supersede(from: string, to: string): Promise<void> {
    await (await this.#written()).papers.supersede(from, to);
    this.#papers.clear();
    this.#presentIds.clear();
    this.#idsByTitle.clear();
    this.#idsByDoi.clear();
  }

  /** Writes what was changed. */
  async write(): Promise<void> {
    await this.#store.papers.putAll([...this.#changed.values()]);
    this.#changed.clear();
  }

  /** The store, which holds all that was changed. */
  async #written(): Promise<Store> {
    await this.write();
    return this.#store;
  }

  #all(ids: ReadonlySet<string>): HeldPaper[] {
    return [...ids].sort().flatMap((id) => this.#papers.get(id) ?? []);
  }

  #remember(paper: HeldPaper): void {
    const before = this.#papers.get(paper.id);
    if (before) {
      this.#idsByTitle.get(before.normalisedTitle)?.delete(paper.id);
      if (before.doi !== undefined) this.#idsByDoi.get(before.doi)?.delete(paper.id);
    }
    this.#idsByTitle.get(paper.normalisedTitle)?.add(paper.id);
    if (paper.doi !== undefined) this.#idsByDoi.get(paper.doi)?.add(paper.id);
    this.#papers.set(paper.id, paper);
  }
}
