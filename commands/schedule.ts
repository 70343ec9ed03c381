import { sayComing, sayTimetable, scheduleOf, upcoming } from '../src/channels/schedules.ts';
import { defineCommand } from '../src/command/command.ts';
import { timeZones } from '../src/command/suggest.ts';
import { bold, textMessage, withCode } from '../src/message/build.ts';
import { readDays } from '../src/time/read-schedule.ts';

const FOLLOWS_NOTHING =
  'This channel follows nothing yet, so none comes: `/papers subscribe graph neural network`.';

export const schedule = defineCommand({
  name: 'schedule',
  summary: 'shows when the digest comes, or sets its time, zone and days',
  permission: 'managers',
  examples: ['schedule', 'schedule 09:00 Europe/Berlin weekdays', 'schedule 17:30', 'schedule mon,wed,fri'],
  options: {
    time: { kind: 'time', summary: 'the local time: `09:00`, `5:30pm`, `noon`' },
    zone: { kind: 'zone', summary: 'an IANA time zone: `Europe/Berlin`', suggest: timeZones },
    days: { kind: 'days', summary: '`daily`, `weekdays`, `weekends`, or days: `mon,wed,fri`, `mon-thu`' },
  },
  async run(call, { time, zone, days }) {
    const { store, channel, now } = call;
    const held = await scheduleOf(store, channel, call.timeZone, now);
    if (time === undefined && zone === undefined && days === undefined) {
      const follows = (await store.channels.subscriptions(channel.key)).length > 0;
      return {
        audience: 'asker',
        message: textMessage([
          [
            { text: 'Digests come at ' },
            bold(sayTimetable(held)),
            { text: follows ? `; ${sayComing(held, now)}.` : '.' },
          ],
          ...(follows ? [] : [withCode(FOLLOWS_NOTHING)]),
          withCode('To change it: `/papers schedule 09:00 Europe/Berlin weekdays`, or any part of that.'),
        ]),
      };
    }
    const timetable = {
      time: time ?? held.time,
      timeZone: zone ?? held.timeZone,
      days: (days === undefined ? undefined : readDays(days)) ?? held.days,
    };
    const after = Math.max(now, held.pausedUntil ?? 0);
    const changed = { ...held, ...timetable, ...(held.nextAt !== undefined && upcoming(timetable, after)) };
    await store.transaction(async (inside) => {
      await inside.channels.put(channel, timetable.timeZone);
      await inside.schedules.put(changed);
    });
    return {
      audience: 'channel',
      message: textMessage([
        [
          { text: `${call.person.name} changed the schedule: digests come at ` },
          bold(sayTimetable(changed)),
          { text: `; ${sayComing(changed, now)}.` },
        ],
      ]),
    };
  },
});
