import { SAMPLE } from '../src/catalog/ingest.ts';
import { recentEditions } from '../src/catalog/recent.ts';
import { MOST_LOOSER, onlyLooser } from '../src/catalog/search.ts';
import { sayComing, sayTimetable, scheduleOf } from '../src/channels/schedules.ts';
import { type Followed, follow } from '../src/channels/subscriptions.ts';
import { defineCommand } from '../src/command/command.ts';
import { inQuotes } from '../src/command/quoted.ts';
import { seenKeywords } from '../src/command/suggest.ts';
import { bold, code, runButton, textMessage, withCode } from '../src/message/build.ts';
import type { Button, Text } from '../src/message/message.ts';
import { sayQuery } from '../src/query/explain.ts';
import { withOperators, wordsApart } from '../src/query/relax.ts';
import { unknownValues } from '../src/query/unknown-values.ts';
import type { HeldPaper, Store } from '../src/store/store.ts';
import { displayLine } from '../src/text/display.ts';
import { dateLabel } from '../src/time/plain-date.ts';

export const subscribe = defineCommand({
  name: 'subscribe',
  summary: 'follows keywords in this channel',
  permission: 'managers',
  needsPosting: true,
  examples: [
    'subscribe graph neural network -protein',
    'subscribe physics-informed, energy-based model',
    'subscribe title:diffusion AND robot',
  ],
  options: {
    query: {
      kind: 'text',
      required: true,
      summary: 'keywords, as `/papers help keywords` explains; commas part several subscriptions',
      suggest: seenKeywords,
    },
  },
  async run(call, { query: text }) {
    const followed = await follow(call, text);
    const recent = await recentEditions(call.store);
    const sources = await sourcesOf(call.store);
    const paragraphs: Text[] = [];
    const buttons: Button[] = [];
    for (const one of followed) {
      paragraphs.push(confirmation(one, call.person.name));
      if (one.before) continue;
      paragraphs.push(...unknownValues(one.query.root, sources).map(withCode));
      if (!recent) continue;
      const matched = recent.wantedBy(one.query);
      paragraphs.push(lately(matched, recent.papers.length, recent.from, recent.to));
      const suggestion = matched.length === 0 ? await suggest(call.store, one) : undefined;
      if (!suggestion) continue;
      paragraphs.push(suggestion.text);
      buttons.push(suggestion.button);
    }
    const schedule = await scheduleOf(call.store, call.channel, call.timeZone, call.now);
    paragraphs.push([
      { text: `Digests come at ${sayTimetable(schedule)}; ${sayComing(schedule, call.now)}. ` },
      ...withCode(
        '`/papers schedule 09:00 Europe/Berlin weekdays` changes that, `/papers preview` shows what the next one would hold.',
      ),
    ]);
    return { audience: 'channel', message: textMessage(paragraphs, buttons) };
  },
});

function confirmation({ subscription, query, before }: Followed, by: string): Text {
  const followed = before ? 'is followed here already' : `is followed here now, added by ${by}`;
  return [
    bold(`#${subscription.number} `),
    code(subscription.query),
    { text: ` ${followed}. It looks for ${sayQuery(query.root)}.` },
  ];
}

function lately(matched: readonly HeldPaper[], papers: number, from: string, to: string): Text {
  const days = `in the last 7 days of editions (${dateLabel(from)} to ${dateLabel(to)})`;
  if (matched.length === 0) return [{ text: `It would have matched none of the ${papers} papers ${days}.` }];
  const titles = matched.slice(0, 3).map((paper) => inQuotes(displayLine(paper.title)));
  const more = matched.length > 3 ? ` and ${matched.length - 3} more` : '';
  return [
    {
      text: `It would have matched ${matched.length} of ${papers} papers ${days}: ${titles.join(', ')}${more}.`,
    },
  ];
}

/** The kinds of source that papers come from, such as `arxiv`: what `source:` finds. */
async function sourcesOf(store: Store): Promise<string[]> {
  const names = (await store.sources.all()).map(({ name }) => name.replace(/:.*$/s, ''));
  return [...new Set(names)].filter((name) => name !== SAMPLE);
}

/** Where a bare phrase with words such as `or` matches nothing held, they were meant as operators. */
function suggestOperators(meant: string, number: number): { text: Text; button: Button } {
  return {
    text: [
      { text: 'No paper held has these words in a row. Did you mean ' },
      code(meant),
      { text: `? Operators are written in capitals; #${number} stays as it is.` },
    ],
    button: runButton(`Follow ${meant}`, `subscribe ${meant}`),
  };
}

/** Where a bare phrase matches nothing held but its words apart do, offers them apart. */
async function suggest(
  store: Store,
  { query, subscription }: Followed,
): Promise<{ text: Text; button: Button } | undefined> {
  const meant = withOperators(query);
  const apart = wordsApart(query);
  if (meant === undefined && apart === undefined) return undefined;
  const looser = await onlyLooser(store, query);
  if (looser === undefined) return undefined;
  if (meant !== undefined) return suggestOperators(meant, subscription.number);
  if (apart === undefined || looser.length === 0) return undefined;
  const most = looser.length === MOST_LOOSER ? ' or more' : '';
  return {
    text: [
      { text: 'No paper held has these words in a row, but as words that may stand apart, ' },
      code(apart),
      {
        text: ` matches ${looser.length === 1 ? 'one' : `${looser.length}${most}`}; #${subscription.number} stays as it is.`,
      },
    ],
    button: runButton(`Follow ${apart}`, `subscribe ${apart}`),
  };
}
