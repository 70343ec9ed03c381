import { sayComing, sayPause, scheduleOf, upcoming } from '../src/channels/schedules.ts';
import { defineCommand } from '../src/command/command.ts';
import { UserError } from '../src/command/user-error.ts';
import { textMessage } from '../src/message/build.ts';

export const resume = defineCommand({
  name: 'resume',
  summary: 'lets the digests of this channel come again',
  permission: 'managers',
  needsPosting: true,
  examples: ['resume'],
  options: {},
  async run(call) {
    const held = await scheduleOf(call.store, call.channel, call.timeZone, call.now);
    if (sayPause(held, call.now) === undefined)
      throw new UserError(`Digests are not paused here: ${sayComing(held, call.now)}.`);
    const { pausedUntil, pauseReason, ...rest } = held;
    const resumed = { ...rest, ...upcoming(rest, call.now) };
    await call.store.schedules.put(resumed);
    return {
      audience: 'channel',
      message: textMessage([
        `${call.person.name} resumed the digests here: ${sayComing(resumed, call.now)}.`,
      ]),
    };
  },
});
