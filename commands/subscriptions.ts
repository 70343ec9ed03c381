import { followersOf } from '../src/catalog/matched.ts';
import { recentEditions } from '../src/catalog/recent.ts';
import { sayNext, sayPause, sayTimetable, scheduleOf } from '../src/channels/schedules.ts';
import { type Call, defineCommand } from '../src/command/command.ts';
import { bold, code, notePart, textMessage, textPart, withCode } from '../src/message/build.ts';
import { dateLabel, dayAt } from '../src/time/plain-date.ts';

export const subscriptions = defineCommand({
  name: 'subscriptions',
  summary: 'lists what this channel follows, with what each matched lately',
  permission: 'everyone',
  examples: ['subscriptions'],
  options: {},
  async run(call) {
    const followers = await followersOf(call.store, call.channel.key);
    if (followers.length === 0) {
      return {
        audience: 'asker',
        message: textMessage([
          withCode('This channel follows nothing yet. Start with `/papers subscribe graph neural network`.'),
        ]),
      };
    }
    const recent = await recentEditions(call.store);
    const rows = followers.map(({ subscription, matches }) => {
      const count = recent?.papers.filter((paper) => matches(paper)).length ?? 0;
      const since = dateLabel(dayAt(subscription.createdAt, call.timeZone));
      return textPart([
        bold(`#${subscription.number} `),
        code(subscription.query),
        {
          text: ` · ${count === 0 ? 'no match' : count === 1 ? '1 match' : `${count} matches`} lately · by ${subscription.createdByName}, ${since}`,
        },
      ]);
    });
    const heading = followers.length === 1 ? 'One subscription' : `${followers.length} subscriptions`;
    const lately = recent ? ` “Lately” is ${dateLabel(recent.from)} to ${dateLabel(recent.to)}.` : '';
    return {
      audience: 'channel',
      message: {
        fallback: `${heading}: ${followers.map(({ subscription }) => subscription.query).join('; ')}`,
        parts: [
          { kind: 'heading', text: heading },
          ...rows,
          textPart([{ text: await digestLine(call) }]),
          notePart(
            withCode(`\`/papers unsubscribe ${followers[0]?.subscription.number}\` stops one.${lately}`),
          ),
        ],
      },
    };
  },
});

async function digestLine({ store, channel, timeZone, now }: Call): Promise<string> {
  const schedule = await scheduleOf(store, channel, timeZone, now);
  const next = sayPause(schedule, now) ?? `the next one: ${sayNext(schedule)}`;
  return `Digests come at ${sayTimetable(schedule)}; ${next}.`;
}
