import { recentEditions } from '../src/catalog/recent.ts';
import { sayComing, sayTimetable, scheduleOf } from '../src/channels/schedules.ts';
import { type Call, defineCommand } from '../src/command/command.ts';
import { bold, code, notePart, textMessage, textPart, withCode } from '../src/message/build.ts';
import { parseQuery } from '../src/query/parser.ts';
import { dateLabel, dayAt } from '../src/time/plain-date.ts';

export const subscriptions = defineCommand({
  name: 'subscriptions',
  summary: 'lists what this channel follows, with what each matched lately',
  permission: 'everyone',
  examples: ['subscriptions'],
  options: {},
  async run(call) {
    const followed = await call.store.channels.subscriptions(call.channel.key);
    if (followed.length === 0) {
      return {
        audience: 'asker',
        message: textMessage([
          withCode('This channel follows nothing yet. Start with `/papers subscribe graph neural network`.'),
        ]),
      };
    }
    const recent = await recentEditions(call.store);
    const rows = followed.map((subscription) => {
      const count = recent?.wantedBy(parseQuery(subscription.query)).length ?? 0;
      const since = dateLabel(dayAt(subscription.createdAt, call.timeZone));
      return textPart([
        bold(`#${subscription.number} `),
        code(subscription.query),
        {
          text: ` · ${count === 0 ? 'no match' : count === 1 ? '1 match' : `${count} matches`} lately · by ${subscription.createdByName}, ${since}`,
        },
      ]);
    });
    const heading = followed.length === 1 ? 'One subscription' : `${followed.length} subscriptions`;
    const lately = recent ? ` “Lately” is ${dateLabel(recent.from)} to ${dateLabel(recent.to)}.` : '';
    return {
      audience: 'channel',
      message: {
        fallback: `${heading}: ${followed.map(({ query }) => query).join('; ')}`,
        parts: [
          { kind: 'heading', text: heading },
          ...rows,
          textPart([{ text: await digestLine(call) }]),
          notePart(withCode(`\`/papers unsubscribe ${followed[0]?.number}\` stops one.${lately}`)),
        ],
      },
    };
  },
});

async function digestLine({ store, channel, timeZone, now }: Call): Promise<string> {
  const schedule = await scheduleOf(store, channel, timeZone, now);
  return `Digests come at ${sayTimetable(schedule)}; ${sayComing(schedule, now)}.`;
}
