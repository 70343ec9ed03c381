import { WebClient } from '@slack/web-api';
import type { SocketModeConfig } from '../../../adapters/slack/socket-mode.ts';
import type { Store } from '../../../src/store/store.ts';
import { openMemoryStore } from '../../store/memory-store.ts';
import { type Call, type FakeAnswer, startDoor } from './door.ts';
import { startEmulatedSlack } from './emulated-slack.ts';
import { actionPayload, commandPayload, eventPayload, type PressedButton } from './payloads.ts';

export type { Call } from './door.ts';
export type { PressedButton } from './payloads.ts';

/** A Slack to run the adapter against, on loopback: `createSlackAdapter({ ...peers.config, log })`. */
export interface SlackPeers {
  readonly config: SocketModeConfig & { readonly apiUrl: string; readonly store: Store };
  readonly team: string;
  readonly bot: string;
  /** A full member, with her own client. */
  readonly ada: { readonly id: string; readonly client: WebClient };
  /** `papers` is public, the bot is no member of `hidden`. */
  readonly channels: { readonly papers: string; readonly hidden: string };

  /** Ada types `/papers …`; resolves once that is acknowledged, to the acknowledgement's payload. */
  command(line: string, options?: { channel?: string; responseUrl?: 'open' | 'expired' }): Promise<unknown>;
  /** Ada presses a button of a message. */
  press(button: PressedButton): Promise<unknown>;
  /** Ada does something in a form or her App Home; resolves to what the app acknowledges with. */
  interact(payload: object): Promise<unknown>;
  /** Ada writes a message that mentions the bot. */
  mention(text: string, options?: { thread?: string; eventId?: string }): Promise<unknown>;
  /** Ada reacts to a message, or takes her reaction back; resolves to the event's `event_ts`. */
  react(messageId: string, name: string, added?: boolean): Promise<string>;
  /** Any event, as Slack would send it. */
  event(event: object, eventId?: string): Promise<unknown>;

  /** The next call of a Web API method that no one took yet. */
  call(method: string): Promise<Call>;
  /** Calls that no one took. */
  readonly calls: readonly Call[];
  /** The next message sent to a response URL. */
  response(): Promise<Record<string, unknown>>;
  /** Answers the next call of a method instead of the emulator. */
  answerOnce(method: string, answer: FakeAnswer): void;
  /** The next call of a method is done, and its connection cut instead of answered. */
  loseNextAnswer(method: string): void;
  /** Throws away calls and responses that no one took, and prepared answers: for use between tests. */
  forget(): void;
  stop(): Promise<void>;
}

const BOT = { id: 'U00PAPERBOY', token: 'xoxb-invented' };
const APP_TOKEN = 'xapp-invented';
const ADA_TOKEN = 'xoxp-ada';

/**
 * Starts `emulate` for the Web API and, before it, a door that adds what it lacks: Socket Mode, slash commands, buttons,
 * response URLs, Slack's limits, and answers that a test puts in.
 */
export async function startSlackPeers(): Promise<SlackPeers> {
  const slack = await startEmulatedSlack({
    bot: BOT,
    people: [{ name: 'ada', token: ADA_TOKEN }],
    channels: [{ name: 'papers' }, { name: 'hidden', is_private: true }],
  });
  const door = await startDoor({ slackUrl: slack.url, appToken: APP_TOKEN });
  // Past the door: what Ada does in her client is none of the adapter's calls.
  const client = new WebClient(ADA_TOKEN, { slackApiUrl: `${slack.url}/api/`, retryConfig: { retries: 0 } });
  const { user_id: ada = '', team_id: team = '' } = await client.auth.test();
  const listed = await client.conversations.list({ types: 'public_channel,private_channel' });
  const idOf = (name: string) => listed.channels?.find((channel) => channel.name === name)?.id ?? '';
  const channels = { papers: idOf('papers'), hidden: idOf('hidden') };
  const store = await openMemoryStore();
  let moments = 0;

  const deliverEvent = (event: object, eventId = `Ev${++moments}`) =>
    door.socket.deliver('events_api', eventPayload({ team, bot: BOT.id, eventId, event }));

  return {
    config: { mode: 'socket', botToken: BOT.token, appToken: APP_TOKEN, apiUrl: `${door.url}/api/`, store },
    team,
    bot: BOT.id,
    ada: { id: ada, client },
    channels,
    command(line, { channel = channels.papers, responseUrl = 'open' } = {}) {
      const url = door.responseUrl(responseUrl);
      return door.socket.deliver('slash_commands', commandPayload({ team, channel, person: ada, line, url }));
    },
    press(button) {
      const url = door.responseUrl('open');
      const payload = actionPayload({ team, channel: channels.papers, person: ada, button, url });
      return door.socket.deliver('interactive', payload);
    },
    interact(payload) {
      const who = { user: { id: ada, name: 'ada', team_id: team }, team: { id: team, domain: 'emulate' } };
      return door.socket.deliver('interactive', {
        ...who,
        api_app_id: 'A00PAPERBOY',
        token: 'invented',
        ...payload,
      });
    },
    mention(text, { thread, eventId } = {}) {
      const ts = momentOf(++moments);
      const event = { type: 'app_mention', user: ada, text, ts, channel: channels.papers, event_ts: ts };
      return deliverEvent({ ...event, ...(thread && { thread_ts: thread }) }, eventId);
    },
    async react(messageId, name, added = true) {
      const target = { channel: channels.papers, timestamp: messageId, name };
      await (added ? client.reactions.add(target) : client.reactions.remove(target));
      const event_ts = momentOf(++moments);
      const item = { type: 'message', channel: channels.papers, ts: messageId };
      const type = added ? 'reaction_added' : 'reaction_removed';
      await deliverEvent({ type, user: ada, reaction: name, item, item_user: BOT.id, event_ts });
      return event_ts;
    },
    event: deliverEvent,
    call: (method) => door.calls.take((call) => call.method === method),
    calls: door.calls.left,
    response: () => door.responses.take(),
    answerOnce: door.answerOnce,
    loseNextAnswer: door.loseNextAnswer,
    forget: door.forget,
    async stop() {
      await door.stop();
      await slack.stop();
      await store.close();
    },
  };
}

/** A time as Slack writes it; later for a larger number. */
function momentOf(number: number): string {
  return `1767326140.${String(number).padStart(6, '0')}`;
}
