import { commands } from '../../commands/index.ts';
import type { Command, Limits } from '../../src/command/command.ts';
import { createDesk, type Desk, type Log, type Outcome } from '../../src/command/desk.ts';
import { type Message, type Part, textOf } from '../../src/message/message.ts';
import { normalisedTitle } from '../../src/paper/identity.ts';
import type { ChannelRef, Person, PostedMessage, Reaction } from '../../src/platform/platform.ts';
import type { LookUp } from '../../src/sources/look-up.ts';
import type { Store } from '../../src/store/store.ts';
import { communityKey } from '../../src/votes/voting.ts';
import { openMemoryStore } from '../store/memory-store.ts';

export const CHANNEL: ChannelRef = { platform: 'slack', community: 'T1', id: 'C1' };
export const CHANNEL_KEY = 'slack/T1/C1';
export const ADA: Person = { id: 'ada', name: 'Ada', mayManage: true, timeZone: 'Europe/Berlin' };
export const GUEST: Person = { id: 'gus', name: 'Gus', mayManage: false };
/** A Wednesday, 8:00 in UTC and 9:00 in Berlin. */
export const NOW = Date.parse('2026-11-25T08:00:00Z');

export interface Said {
  readonly outcome: Outcome;
  readonly audience: 'channel' | 'asker' | 'refused';
  readonly message: Message;
  /** All that a reader sees, a part on a line. */
  readonly text: string;
  /** The labels of its buttons, with the line that each runs. */
  readonly buttons: Readonly<Record<string, string>>;
  readonly messageId: string;
}

export interface ChannelWorld {
  readonly store: Store;
  readonly desk: Desk;
  /** The time of the next command. */
  now: number;
  say(line: string, person?: Person, channel?: ChannelRef, share?: boolean): Promise<Said>;
  /** Reacts to a message; each event is newer than the one before where `order` does not say otherwise. */
  react(messageId: string, emoji: string, how?: Partial<Reaction>): Promise<void>;
  /** The votes that the paper with this title has. */
  votes(title: string, channel?: ChannelRef): Promise<number>;
}

export interface WorldOptions {
  readonly commands?: readonly Command[];
  readonly limits?: Partial<Limits>;
  readonly log?: Log;
  readonly lookUp?: LookUp;
  /** A database in memory where not given. */
  readonly store?: Store;
}

/** A channel in which people type commands. */
export async function channelWorld(options: WorldOptions = {}): Promise<ChannelWorld> {
  const store = options.store ?? (await openMemoryStore());
  const { log = { error: (context: Record<string, unknown>) => console.error(context) } } = options;
  const limits = { commandsPerMinute: 1_000, subscriptionsPerChannel: 100, ...options.limits };
  const known = options.commands ?? commands;
  let messages = 0;
  let events = 0;
  const world: ChannelWorld = {
    store,
    now: NOW,
    desk: createDesk({
      ...{ store, commands: known, limits, timeZone: 'UTC', log, now: () => world.now },
      lookUp: options.lookUp,
    }),
    async say(line, person = ADA, channel = CHANNEL, share = false) {
      const said: { audience: Said['audience']; message: Message }[] = [];
      const hear =
        (audience: Said['audience']) =>
        async (message: Message): Promise<PostedMessage[]> => {
          said.push({ audience, message });
          messages += 1;
          return [{ id: `m${messages}`, parts: message.parts }];
        };
      const outcome = await world.desk.answer(
        { channel, person, line, ...(share && { share }) },
        { toChannel: hear('channel'), toAsker: hear('asker'), refuse: hear('refused') },
      );
      const [answer] = said;
      if (!answer) throw new Error(`Nothing was said to ${line}`);
      const text = readable(answer.message);
      return { outcome, ...answer, text, buttons: buttonsOf(answer.message), messageId: `m${messages}` };
    },
    async react(messageId, emoji, how = {}) {
      events += 1;
      const reaction = { channel: CHANNEL, messageId, personId: 'ada', emoji, added: true, order: events };
      await world.desk.reaction({ ...reaction, ...how });
    },
    async votes(title, channel = CHANNEL) {
      const [paper] = await store.papers.withTitle(normalisedTitle(title));
      if (!paper) throw new Error(`No paper is called ${title}`);
      return (await store.votes.count(communityKey(channel), [paper.id])).get(paper.id) ?? 0;
    },
  };
  return world;
}

function buttonsOf(message: Message): Record<string, string> {
  const buttons = message.parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : []));
  return Object.fromEntries(
    buttons.map(({ label, action }) => [label, action.kind === 'run' ? action.line : action.paperId]),
  );
}

function readable(message: Message): string {
  return message.parts.map(readablePart).join('\n');
}

function readablePart(part: Part): string {
  switch (part.kind) {
    case 'heading':
      return part.text;
    case 'text':
    case 'note':
      return textOf(part.text);
    case 'row': {
      const matched = part.row.matched === undefined ? '' : ` [${part.row.matched}]`;
      return `${part.row.number}. ${textOf(part.row.title)}${matched}`;
    }
    case 'card':
      return textOf(part.card.title);
    case 'buttons':
      return part.buttons.map((button) => `<${button.label}>`).join(' ');
    case 'image':
      return part.alt;
    case 'divider':
      return '';
  }
}
