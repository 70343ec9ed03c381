import type { Message } from '../message/message.ts';
import type { Person, Suggestion } from '../platform/platform.ts';
import type { LookUp } from '../sources/look-up.ts';
import type { Channel, Store } from '../store/store.ts';

/** The kinds of value that an option can take. */
export type OptionKind =
  /** Words to the end of the line. At most one for each command, and the first one. */
  | 'text'
  /** One of `choices`. */
  | 'choice'
  /** A day, as `readDay` reads it; the command gets `YYYY-MM-DD`. */
  | 'date'
  /** A day ahead, as `readComingDay` reads it; the command gets `YYYY-MM-DD`. */
  | 'coming-day'
  /** A time of day; the command gets `HH:MM`. */
  | 'time'
  /** An IANA time zone. */
  | 'zone'
  /** Days of the week, as `readDays` reads them; the command gets them as they were written. */
  | 'days'
  /** One word, whatever it is. */
  | 'word'
  /** A whole number from 1 on, behind the option's name: `page 2`. */
  | 'count'
  /** Its name alone: there or not. */
  | 'flag';

export interface Option {
  readonly kind: OptionKind;
  readonly summary: string;
  readonly required?: boolean;
  readonly choices?: readonly string[];
  /** The value stands behind the option's name, as in `since 2025-11-07`. */
  readonly named?: boolean;
  /** How the reference shows the value, such as `number, query or all`. Default: the option's name. */
  readonly shownAs?: string;
  /** Written by buttons rather than by people: left out of help and reference. */
  readonly hidden?: boolean;
  /**
   * Values that fit what has been typed so far, best first, for platforms that complete options. Is told of the call
   * as `run` is, and answers within a second.
   */
  readonly suggest?: (call: Pick<Call, 'channel' | 'store'>, typed: string) => Promise<readonly Suggestion[]>;
}

type OptionValue<O extends Option> = O['kind'] extends 'flag'
  ? boolean
  : O['kind'] extends 'count'
    ? number
    : O extends { choices: readonly (infer C)[] }
      ? C
      : string;

/** What `run` gets for the declared options: a flag is always there, the others only where they were given. */
export type OptionValues<Options extends Record<string, Option>> = {
  readonly [Name in keyof Options]: Options[Name]['kind'] extends 'flag'
    ? boolean
    : Options[Name] extends { required: true }
      ? OptionValue<Options[Name]>
      : OptionValue<Options[Name]> | undefined;
};

/** `managers` are those who may manage the channel (DESIGN section 6). */
export type Permission = 'everyone' | 'managers';

/** Everything that a command knows of its call. */
export interface Call {
  readonly channel: Channel;
  readonly person: Person;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The day that it is in the channel's zone. */
  readonly today: string;
  /** The channel's zone, else that of whoever asks, else the server's. */
  readonly timeZone: string;
  readonly store: Store;
  readonly limits: Limits;
  /** How a paper is upvoted here, as a sentence for `withCode`. */
  readonly upvoting: string;
  /** All commands, for help. */
  readonly commands: readonly Command[];
  /** Fetches a paper that is not held; absent where nobody on the network may be asked. */
  readonly lookUp?: LookUp | undefined;
}

/** Numbers that whoever runs Paperboy may change. */
export interface Limits {
  readonly commandsPerMinute: number;
  readonly subscriptionsPerChannel: number;
}

export interface Answer {
  /** Whether the whole channel sees it or the asker alone. */
  readonly audience: 'channel' | 'asker';
  readonly message: Message;
}

/** A command without its option types, as lists hold it. */
export interface Command {
  readonly name: string;
  /** One line that begins with a verb in the third person, without a full stop. */
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly permission: Permission;
  /** It promises later messages in the channel: refused where Paperboy cannot post. */
  readonly needsPosting?: true;
  /** Lines that people can copy, without `/papers`. */
  readonly examples: readonly string[];
  run(call: Call, values: Readonly<Record<string, string | number | boolean | undefined>>): Promise<Answer>;
}

interface Declaration<Options extends Record<string, Option>> extends Omit<Command, 'options' | 'run'> {
  readonly options: Options;
  run(call: Call, values: OptionValues<Options>): Promise<Answer>;
}

/** Declares a command once for every platform; `run` gets its options typed. */
export function defineCommand<const Options extends Record<string, Option>>(
  declaration: Declaration<Options>,
): Command {
  return declaration as unknown as Command;
}
