import { sayNext, scheduleOf, upcoming } from '../src/channels/schedules.ts';
import { defineCommand } from '../src/command/command.ts';
import { UserError } from '../src/command/user-error.ts';
import { nextSlot } from '../src/digest/slots.ts';
import { runButton, textMessage } from '../src/message/build.ts';
import { dateLabel } from '../src/time/plain-date.ts';

export const pause = defineCommand({
  name: 'pause',
  summary: 'holds the digests of this channel, without forgetting anything',
  permission: 'managers',
  examples: ['pause', 'pause 2 weeks', 'pause Dec 1'],
  options: {
    until: { kind: 'coming-day', summary: 'the day on which they come again: `Dec 1`, `friday`, `2 weeks`' },
  },
  async run(call, { until }) {
    if (until !== undefined && until <= call.today)
      throw new UserError(`“${until}” is not ahead. Write a later day, such as \`/papers pause 2 weeks\`.`);
    const {
      nextAt,
      nextSlot: _,
      pausedUntil,
      ...held
    } = await scheduleOf(call.store, call.channel, call.timeZone, call.now);
    const pauseReason = `paused by ${call.person.name}`;
    const paused =
      until === undefined ? { ...held, pauseReason } : { ...held, pauseReason, ...pausedTill(until, held) };
    await call.store.transaction(async (inside) => {
      await inside.channels.put(call.channel);
      await inside.schedules.put(paused);
    });
    const till =
      until === undefined
        ? 'until somebody resumes them'
        : `until ${dateLabel(until)}; the next one comes on ${sayNext(paused)}`;
    return {
      audience: 'channel',
      message: textMessage(
        [`${call.person.name} paused the digests here ${till}. Papers that match meanwhile are kept.`],
        [runButton('Resume', 'resume')],
      ),
    };
  },
});

/** The first moment of a day in the zone, and the slot that follows. */
function pausedTill(until: string, timetable: { time: string; timeZone: string; days: readonly number[] }) {
  const midnight = { time: '00:00', timeZone: timetable.timeZone, days: [1, 2, 3, 4, 5, 6, 7] };
  const noonBefore = Date.parse(`${until}T12:00:00Z`) - 48 * 3_600_000;
  let start = nextSlot(midnight, noonBefore);
  while (start.slot.slice(0, 10) < until) start = nextSlot(midnight, start.at);
  return { pausedUntil: start.at, ...upcoming(timetable, start.at - 1) };
}
