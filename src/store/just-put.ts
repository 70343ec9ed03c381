import type { HeldPaper } from './store.ts';

/** The papers that an open transaction has put, so that what it asks for next need not be read back. */
export class JustPut {
  readonly #papers = new Map<string, { readonly paper: HeldPaper; readonly revision: number }>();

  remember(papers: readonly HeldPaper[], revision: number): void {
    for (const paper of papers) this.#papers.set(paper.id, { paper, revision });
  }

  /** The paper as it was put with that revision. */
  get(id: string, revision: number): HeldPaper | undefined {
    const put = this.#papers.get(id);
    return put?.revision === revision ? put.paper : undefined;
  }
}
