import type { Call } from '../command/command.ts';
import { quotedQuery } from '../command/quoted.ts';
import { UserError } from '../command/user-error.ts';
import type { Query } from '../query/ast.ts';
import { parseQuery, splitAlternatives } from '../query/parser.ts';
import { QueryError } from '../query/query-error.ts';
import type { Subscription } from '../store/store.ts';
import { scheduleOf } from './schedules.ts';

/** One query of a `subscribe`, with the subscription that follows it. */
export interface Followed {
  readonly subscription: Subscription;
  readonly query: Query;
  /** Whether the channel followed it already. */
  readonly before: boolean;
}

/**
 * Makes a subscription of each comma-separated alternative, in one transaction; what the channel follows already stays
 * as it is.
 *
 * @throws QueryError with the problems of all alternatives, UserError where the channel would hold too many
 */
export async function follow(
  { store, channel, person, now, timeZone, limits }: Call,
  text: string,
): Promise<Followed[]> {
  const queries = parseAlternatives(text);
  return store.transaction(async (inside) => {
    const zone = channel.timeZone ?? timeZone;
    await inside.channels.put(channel, zone);
    if (!(await inside.schedules.get(channel.key)))
      await inside.schedules.put(await scheduleOf(inside, channel, zone, now));
    const held = await inside.channels.subscriptions(channel.key);
    const startsWith = await inside.papers.newestEdition();
    const followed: Followed[] = [];
    for (const query of distinct(queries)) {
      const same = held.find((subscription) => subscription.canonical === query.canonical);
      if (same) {
        followed.push({ subscription: same, query, before: true });
        continue;
      }
      if (held.length + followed.filter((one) => !one.before).length >= limits.subscriptionsPerChannel) {
        throw new UserError(
          `A channel follows at most ${limits.subscriptionsPerChannel} queries, and ${quotedQuery(query.text)} would be one more. \`/papers unsubscribe\` makes room.`,
        );
      }
      const subscription = await inside.channels.subscribe({
        channel: channel.key,
        query: query.text,
        canonical: query.canonical,
        createdBy: person.id,
        createdByName: person.name,
        createdAt: now,
        ...(startsWith !== undefined && { startsWith }),
      });
      followed.push({ subscription, query, before: false });
    }
    return followed;
  });
}

function distinct(queries: readonly Query[]): Query[] {
  return [...new Map(queries.map((query) => [query.canonical, query])).values()];
}

/** The queries of comma-separated alternatives; throws a `QueryError` with the problems of all. */
export function parseAlternatives(text: string): Query[] {
  const alternatives = splitAlternatives(text);
  if (alternatives.length < 2) return [parseQuery(text)];
  const queries: Query[] = [];
  const problems: { at: number; message: string }[] = [];
  let from = 0;
  for (const alternative of alternatives) {
    const at = text.indexOf(alternative, from);
    from = at + alternative.length;
    try {
      queries.push(parseQuery(alternative));
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      problems.push(...error.problems.map((problem) => ({ ...problem, at: at + problem.at })));
    }
  }
  if (problems.length > 0) throw new QueryError(text, problems);
  return queries;
}
