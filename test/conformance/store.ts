import { describe } from 'vitest';
import { describeChannels } from './store-channels.ts';
import { describeCommunities } from './store-communities.ts';
import { describeLedger } from './store-ledger.ts';
import { describeLedgerPapers } from './store-ledger-papers.ts';
import { describeRelease } from './store-ledger-release.ts';
import { describeTaking } from './store-ledger-taking.ts';
import { describeMatches } from './store-matches.ts';
import { describeMovedChannels } from './store-moved-channels.ts';
import { describePapers } from './store-papers.ts';
import { describePosts } from './store-posts.ts';
import { type OpenStore, withStore } from './store-samples.ts';
import { describeSchedules } from './store-schedules.ts';
import { describeSearch } from './store-search.ts';
import { describeSources } from './store-sources.ts';
import { describeSupersede } from './store-supersede.ts';
import { describeTransactions } from './store-transactions.ts';
import { describeVotes } from './store-votes.ts';
import { describeWaitingPapers } from './store-waiting-papers.ts';

/** Every promise of the `Store` port. `open` gives an empty store each time; the suite closes it. */
export function describeStore(name: string, open: OpenStore): void {
  describe(`${name} store`, () => {
    const use = withStore(open);
    describeTransactions(use);
    describePapers(use);
    describeSupersede(use);
    describeSources(use);
    describeChannels(use);
    describePosts(use);
    describeVotes(use);
    describeSchedules(use);
    describeMatches(use);
    describeWaitingPapers(use);
    describeSearch(use);
    describeCommunities(use);
    describeMovedChannels(use);
    describeLedger(use);
    describeTaking(use);
    describeRelease(use);
    describeLedgerPapers(use);
  });
}
