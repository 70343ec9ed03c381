import { recentEditions } from '../src/catalog/recent.ts';
import { sayNext, sayTimetable, scheduleOf } from '../src/channels/schedules.ts';
import { type Followed, follow } from '../src/channels/subscriptions.ts';
import { defineCommand } from '../src/command/command.ts';
import { bold, code, runButton, textMessage, withCode } from '../src/message/build.ts';
import type { Button, Text } from '../src/message/message.ts';
import { sayQuery } from '../src/query/explain.ts';
import { matches } from '../src/query/matcher.ts';
import { relaxed, wordsApart } from '../src/query/relax.ts';
import type { HeldPaper } from '../src/store/store.ts';
import { displayLine } from '../src/text/display.ts';
import { dateLabel } from '../src/time/plain-date.ts';

export const subscribe = defineCommand({
  name: 'subscribe',
  summary: 'follows keywords in this channel',
  permission: 'managers',
  examples: [
    'subscribe graph neural network -protein',
    'subscribe physics-informed, energy-based model',
    'subscribe title:diffusion AND robot',
  ],
  options: {
    query: { kind: 'text', required: true, summary: 'keywords; commas part several subscriptions' },
  },
  async run(call, { query: text }) {
    const followed = await follow(call, text);
    const recent = await recentEditions(call.store);
    const paragraphs: Text[] = [];
    const buttons: Button[] = [];
    for (const one of followed) {
      paragraphs.push(confirmation(one, call.person.name));
      if (one.before || !recent) continue;
      const matched = recent.papers.filter((paper) => matches(one.query, paper));
      paragraphs.push(lately(matched, recent.papers.length, recent.from, recent.to));
      const suggestion = matched.length === 0 ? suggest(one, recent.papers) : undefined;
      if (!suggestion) continue;
      paragraphs.push(suggestion.text);
      buttons.push(suggestion.button);
    }
    const schedule = await scheduleOf(call.store, call.channel, call.timeZone, call.now);
    paragraphs.push([
      { text: `Digests come at ${sayTimetable(schedule)}; the next one: ${sayNext(schedule)}. ` },
      ...withCode(
        '`/papers schedule 09:00 Europe/Berlin weekdays` changes that, `/papers preview` shows what the next one would hold.',
      ),
    ]);
    return { audience: 'channel', message: textMessage(paragraphs, buttons) };
  },
});

function confirmation({ subscription, query, before }: Followed, by: string): Text {
  const reading = [{ text: ' ' }, code(query.text), { text: `: papers about ${sayQuery(query.root)}.` }];
  if (before) return [{ text: `This channel follows #${subscription.number} already,` }, ...reading];
  return [bold(`#${subscription.number}`), { text: ` is now followed here, thanks to ${by}:` }, ...reading];
}

function lately(matched: readonly HeldPaper[], papers: number, from: string, to: string): Text {
  const days = `in the last 7 days of editions (${dateLabel(from)} to ${dateLabel(to)})`;
  if (matched.length === 0) return [{ text: `It would have matched none of the ${papers} papers ${days}.` }];
  const titles = matched.slice(0, 3).map((paper) => `“${displayLine(paper.title)}”`);
  const more = matched.length > 3 ? ` and ${matched.length - 3} more` : '';
  return [
    {
      text: `It would have matched ${matched.length} of ${papers} papers ${days}: ${titles.join(', ')}${more}.`,
    },
  ];
}

/** Where the words of a phrase match only apart, offers them apart. */
function suggest(
  { query, subscription }: Followed,
  papers: readonly HeldPaper[],
): { text: Text; button: Button } | undefined {
  const apart = wordsApart(query);
  const loose = relaxed(query);
  if (apart === undefined || !loose) return undefined;
  const count = papers.filter((paper) => matches(loose, paper)).length;
  if (count === 0) return undefined;
  return {
    text: [
      { text: `As words that may stand apart, ` },
      code(apart),
      {
        text: ` would have matched ${count === 1 ? 'one paper' : `${count} papers`}; #${subscription.number} stays as it is.`,
      },
    ],
    button: runButton(`Follow ${apart}`, `subscribe ${apart}`),
  };
}
