import type { Answer } from './fetching/loopback.ts';
import { envelope } from './json-fixture.ts';

/** What the API lists: ids by day, with their upvotes. */
export type Editions = Record<string, Record<string, number>>;

/** Answers as the API does: pages of a day, `[]` where there is nothing, 304 to whoever has the page already. */
export function dailyPapers(editions: Editions, log: string[] = []): Answer {
  return (request, response) => {
    const { searchParams, pathname } = new URL(request.url ?? '', 'http://localhost');
    const date = searchParams.get('date') ?? '';
    const page = Number(searchParams.get('p'));
    const limit = Number(searchParams.get('limit'));
    if (pathname !== '/api/daily_papers') return void response.writeHead(404).end();
    const papers = Object.entries(editions[date] ?? {});
    const shown = papers.slice(page * limit, (page + 1) * limit);
    const body = JSON.stringify(
      shown.map(([id, upvotes]) => envelope(id, { upvotes, submittedOnDailyAt: `${date}T01:00:00.000Z` })),
    );
    const etag = `W/"${body.length}-${shown.map(([, upvotes]) => upvotes).join('')}"`;
    const isKnown = request.headers['if-none-match'] === etag;
    log.push(`${date} ${page}${isKnown ? ' unchanged' : ''}`);
    const more = papers.length > (page + 1) * limit;
    const link = `<${pathname}?date=${date}&limit=${limit}&p=${page + 1}>; rel="next"`;
    response.writeHead(isKnown ? 304 : 200, { etag, ...(more && { link }) }).end(isKnown ? undefined : body);
  };
}
