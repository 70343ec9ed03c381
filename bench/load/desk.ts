import { commands } from '../../commands/index.ts';
import { createDesk, type Outcome } from '../../src/command/desk.ts';
import type { Message } from '../../src/message/message.ts';
import type { Store } from '../../src/store/store.ts';
import { channelAt, NOW } from './database.ts';

/** Answers a command line in the channel of that number, as the program would, and tells how it went. */
export function createBenchDesk(store: Store): (channel: number, line: string) => Promise<Outcome> {
  const desk = createDesk({
    ...{ store, commands, timeZone: 'UTC', now: () => NOW },
    limits: { commandsPerMinute: Number.MAX_SAFE_INTEGER, subscriptionsPerChannel: 1_000 },
    log: { error: (context, message) => console.error(message, context) },
  });
  let posted = 0;
  const show = async ({ parts }: Message) => {
    posted += 1;
    return [{ id: `b${posted}`, parts }];
  };
  const person = { id: 'ada', name: 'Ada', mayManage: true };
  return (channel, line) =>
    desk.answer({ channel: channelAt(channel), person, line }, { toChannel: show, toAsker: show });
}
