import { Document } from 'flexsearch';
import MiniSearch from 'minisearch';
import type { Paper } from '../../src/paper/paper.ts';

/** Another way to search papers, in memory. */
export interface Peer {
  readonly name: string;
  /** Indexes papers; what it gives finds the ids of at most so many papers for a text. */
  build(papers: readonly Paper[]): (text: string, limit: number) => readonly string[];
}

export const PEERS: readonly Peer[] = [
  {
    name: 'MiniSearch, all words',
    build(papers) {
      const index = new MiniSearch<Paper>({ fields: ['title', 'abstract'] });
      index.addAll(papers);
      return (text, limit) =>
        index
          .search(text, { combineWith: 'AND' })
          .slice(0, limit)
          .map(({ id }) => id as string);
    },
  },
  {
    name: 'FlexSearch, all words',
    build(papers) {
      const index = new Document({ document: { id: 'id', index: ['title', 'abstract'] } });
      for (const { id, title, abstract = '' } of papers) index.add({ id, title, abstract });
      return (text, limit) => {
        const fields = index.search(text, { limit });
        return [...new Set(fields.flatMap(({ result }) => result.map(String)))].slice(0, limit);
      };
    },
  },
];
