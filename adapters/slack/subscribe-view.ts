import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { parseAlternatives } from '../../src/channels/subscriptions.ts';
import { plain } from '../../src/message/message.ts';
import { sayQuery } from '../../src/query/explain.ts';
import { QueryError } from '../../src/query/query-error.ts';
import { readZone } from '../../src/time/read-schedule.ts';
import { richText } from './rich-text.ts';

export const SUBSCRIBE = 'subscribe';
/** The action id of the keywords, which tell each change. */
export const CHECK = 'check:query';

/** What a form needs to know again when it comes back. */
const Purpose = z.object({
  /** Whose channel it is; whoever sends the form may be of another workspace. */
  community: z.string(),
  channel: z.string(),
  /** Where the answer may go although Paperboy is in no conversation. */
  responseUrl: z.url().optional(),
  /** The timetable that the form began with: what is left as it was changes nothing. */
  time: z.string(),
  zone: z.string(),
});

export type Purpose = z.infer<typeof Purpose>;

/** What a person wrote into the form. */
export interface Filled {
  readonly query: string;
  readonly time: string;
  readonly zone: string;
}

/** A form's state as Slack sends it: block, action, value. */
const State = z.object({
  values: z.object({
    query: z.object({ [CHECK]: z.object({ value: z.string().nullish() }) }),
    time: z.object({ time: z.object({ selected_time: z.string().nullish() }) }),
    zone: z.object({ zone: z.object({ value: z.string().nullish() }) }),
  }),
});

/** The form for keywords, time and zone; `typed` are the keywords so far, which it explains. */
export function subscribeView(purpose: Purpose, typed = ''): ModalView {
  return {
    type: 'modal',
    callback_id: SUBSCRIBE,
    private_metadata: JSON.stringify(purpose),
    title: label('Follow keywords'),
    submit: label('Follow'),
    close: label('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: 'query',
        dispatch_action: true,
        label: label('Keywords'),
        hint: label('Commas part several subscriptions; -word leaves a word out.'),
        element: {
          type: 'plain_text_input',
          action_id: CHECK,
          max_length: 3000,
          placeholder: label('graph neural network -protein, diffusion AND robot'),
          dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
        },
      },
      ...checkOf(typed),
      {
        type: 'input',
        block_id: 'time',
        label: label('Time of the daily digest'),
        element: { type: 'timepicker', action_id: 'time', initial_time: purpose.time },
      },
      {
        type: 'input',
        block_id: 'zone',
        label: label('Time zone'),
        hint: label('Such as Europe/Berlin'),
        element: {
          type: 'plain_text_input',
          action_id: 'zone',
          initial_value: purpose.zone,
          max_length: 100,
        },
      },
    ],
  };
}

export function readPurpose(metadata: string): Purpose {
  return Purpose.parse(JSON.parse(metadata));
}

export function readState(state: unknown): Filled {
  const { query, time, zone } = State.parse(state).values;
  return {
    query: query[CHECK].value?.trim() ?? '',
    time: time.time.selected_time ?? '',
    zone: zone.zone.value?.trim() ?? '',
  };
}

/** What is wrong with each field, by its block; none where all is well. */
export function mistakesIn({ query, zone }: Filled): Record<string, string> {
  const problems = problemsOf(query);
  return {
    ...(problems && { query: problems.join(' ').replaceAll('`', '').slice(0, 2000) }),
    ...(readZone(zone) === undefined && {
      zone: `“${zone}” is no time zone. Write one such as Europe/Berlin.`,
    }),
  };
}

function checkOf(typed: string): KnownBlock[] {
  if (typed.trim() === '') return [];
  const problems = problemsOf(typed);
  const text = problems
    ? problems.map((problem) => `⚠ ${problem.replaceAll('`', '')}`).join('\n')
    : parseAlternatives(typed)
        .map(({ root }) => `✓ ${sayQuery(root)}`)
        .join('\n');
  const block = richText(plain(text));
  return block ? [{ ...block, block_id: 'check' }] : [];
}

function problemsOf(query: string): string[] | undefined {
  try {
    parseAlternatives(query);
    return undefined;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return error.problems.map(({ message }) => message);
  }
}

function label(text: string): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text, emoji: false };
}
