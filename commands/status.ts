import { SAMPLE } from '../src/catalog/ingest.ts';
import { sayNext, sayPause, sayTime, sayTimetable, scheduleOf } from '../src/channels/schedules.ts';
import { type Call, defineCommand } from '../src/command/command.ts';
import { bold, textPart, withCode } from '../src/message/build.ts';
import type { Text } from '../src/message/message.ts';
import type { StepState } from '../src/store/digest-store.ts';
import type { SourceState } from '../src/store/store.ts';
import { dateLabel } from '../src/time/plain-date.ts';

const MOST_TROUBLES = 5;

/** What became of a message, in words. */
const SAID: Readonly<Record<StepState, string>> = {
  pending: 'waits to be tried again',
  sending: 'is being looked for',
  sent: 'was posted',
  uncertain: 'may or may not have been posted, and is not posted again',
  refused: 'was refused by the platform',
  dropped: 'was not posted',
};

export const status = defineCommand({
  name: 'status',
  summary: 'shows the last and the next digest, each source’s last fetch, and anything that is wrong',
  permission: 'everyone',
  examples: ['status'],
  options: {},
  async run(call) {
    const lines = [...(await digestLines(call)), ...(await sourceLines(call)), ...(await troubleLines(call))];
    return {
      audience: 'asker',
      message: {
        fallback: `Status: ${lines.map((text) => text.map((span) => span.text).join('')).join(' ')}`,
        parts: [{ kind: 'heading', text: 'Status' }, ...lines.map(textPart)],
      },
    };
  },
});

async function digestLines({ store, channel, timeZone, now }: Call): Promise<Text[]> {
  const followed = (await store.channels.subscriptions(channel.key)).length;
  if (followed === 0)
    return [
      withCode(
        'This channel follows nothing, so no digest comes. Start with `/papers subscribe graph neural network`.',
      ),
    ];
  const schedule = await scheduleOf(store, channel, timeZone, now);
  const last = await store.ledger.newest(channel.key);
  const lastLine =
    last === undefined
      ? 'none yet'
      : `${dateLabel(last.slot.slice(0, 10))}, with ${counted(last.shown.length, 'paper')}`;
  const paused = sayPause(schedule, now);
  return [
    [bold('Last digest: '), { text: `${lastLine}.` }],
    [bold('Next digest: '), { text: `${sayNext(schedule)} (${sayTimetable(schedule)}).` }],
    ...(paused === undefined
      ? []
      : [[bold(`Digests are ${paused}. `), ...withCode('`/papers resume` lets them come again.')]]),
    [bold('Follows: '), { text: `${counted(followed, 'subscription')}.` }],
  ];
}

async function sourceLines({ store, timeZone, now }: Call): Promise<Text[]> {
  const sources = (await store.sources.all()).filter(({ name }) => name !== SAMPLE);
  if (sources.length === 0) return [[{ text: 'No source has delivered papers yet.' }]];
  return sources.flatMap((source) => [
    [bold(`${source.name}: `), { text: sourceLine(source, timeZone, now) }],
    ...missedLine(source),
  ]);
}

function sourceLine(source: SourceState, timeZone: string, now: number): string {
  const { lastSuccessAt, lastError, lastErrorAt, note, nextAt } = source;
  const success = lastSuccessAt === undefined ? 'never read yet' : `read ${sayTime(lastSuccessAt, timeZone)}`;
  // What is due is asked with the next minute that Paperboy runs.
  const next = nextAt !== undefined && (nextAt > now ? sayTime(nextAt, timeZone) : 'within a minute');
  const failing = lastErrorAt !== undefined && lastErrorAt > (lastSuccessAt ?? Number.NEGATIVE_INFINITY);
  if (failing)
    return `${success}. ${lastSuccessAt === undefined ? 'Fails' : 'Fails since then'}: ${ended(lastError ?? 'for an unknown reason')}${next ? ` Next try: ${next}.` : ''}`;
  return `${success}.${note === undefined ? '' : ` Noted: ${ended(note)}`}${next ? ` Next fetch: ${next}.` : ''}`;
}

/** Days that only a backfill brings. */
function missedLine({ name, missedFrom, missedTo }: SourceState): Text[] {
  if (missedFrom === undefined || missedTo === undefined) return [];
  const days = `${dateLabel(missedFrom)} to ${dateLabel(missedTo)}`;
  const command = `npm run -s paperboy -- backfill --from ${missedFrom} --to ${missedTo}`;
  return [
    [bold('Missed: '), ...withCode(`${name} was not read for ${days}. \`${command}\` brings those days.`)],
  ];
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

async function troubleLines({ store, channel }: Call): Promise<Text[]> {
  const troubles = await store.ledger.troubles(channel.key, MOST_TROUBLES);
  return troubles.map(({ slot, kind, state, problem }) => [
    bold('Wrong: '),
    {
      text: `a ${kind} of the digest of ${dateLabel(slot.slice(0, 10))} ${SAID[state]}${problem === undefined ? '' : ` (${problem})`}.`,
    },
  ]);
}

function counted(count: number, thing: string): string {
  return count === 1 ? `one ${thing}` : `${count} ${thing}s`;
}
