import { scheduleOf } from '../src/channels/schedules.ts';
import { defineCommand } from '../src/command/command.ts';
import { UserError } from '../src/command/user-error.ts';
import { MOST_PAPERS } from '../src/digest/rules.ts';
import { bold, textMessage, textPart, withCode } from '../src/message/build.ts';
import type { Text } from '../src/message/message.ts';
import { LAYOUTS, type Schedule } from '../src/store/digest-store.ts';

/** One thing that a channel can set. */
interface Setting {
  readonly meaning: string;
  /** What it makes of digests. */
  said(schedule: Schedule): string;
  read(schedule: Schedule): string;
  /** The schedule with the value, or undefined where the value is none of `values`. */
  change(schedule: Schedule, value: string): Schedule | undefined;
  /** For people. */
  readonly values: string;
}

const SETTINGS: Readonly<Record<'papers' | 'layout' | 'quiet', Setting>> = {
  papers: {
    meaning: 'how many papers a digest shows at the most',
    values: `a number from 1 to ${MOST_PAPERS}`,
    said: ({ papers }) => `a digest shows ${papers === 1 ? 'one paper' : `${papers} papers`} at the most`,
    read: ({ papers }) => String(papers),
    change(schedule, value) {
      const papers = /^\d{1,2}$/.test(value) ? Number(value) : 0;
      return papers >= 1 && papers <= MOST_PAPERS ? { ...schedule, papers } : undefined;
    },
  },
  layout: {
    meaning:
      'how a digest is posted: a list with a card for each paper in its thread, the list alone, or cards',
    values: '`thread`, `list` or `cards`',
    said: ({ layout }) =>
      ({
        thread: 'a digest is a list, with a card for each of its papers in its thread',
        list: 'a digest is a list',
        cards: 'a digest is a card for each of its papers',
      })[layout],
    read: ({ layout }) => layout,
    change(schedule, value) {
      const layout = LAYOUTS.find((known) => known === value);
      return layout && { ...schedule, layout };
    },
  },
  quiet: {
    meaning: 'whether a day without matches is announced',
    values: '`on` or `off`',
    said: ({ announceQuiet }) =>
      announceQuiet ? 'a day without matches is announced' : 'a day without matches passes in silence',
    read: ({ announceQuiet }) => (announceQuiet ? 'on' : 'off'),
    change(schedule, value) {
      if (/^(?:on|yes|true)$/.test(value)) return { ...schedule, announceQuiet: true };
      return /^(?:off|no|false)$/.test(value) ? { ...schedule, announceQuiet: false } : undefined;
    },
  },
};

export const settings = defineCommand({
  name: 'settings',
  summary: 'shows the settings of this channel’s digests, or changes one',
  permission: 'managers',
  examples: ['settings', 'settings papers 5', 'settings layout list', 'settings quiet on'],
  options: {
    name: { kind: 'choice', choices: ['papers', 'layout', 'quiet'], summary: 'which one' },
    value: { kind: 'word', summary: 'its new value' },
  },
  async run(call, { name, value }) {
    const held = await scheduleOf(call.store, call.channel, call.timeZone, call.now);
    if (name === undefined && value !== undefined)
      throw new UserError(
        `“${value}” is the name of no setting. There are \`papers\`, \`layout\` and \`quiet\`.`,
      );
    if (name === undefined || value === undefined) {
      const shown = Object.entries(SETTINGS).filter(([known]) => name === undefined || known === name);
      return {
        audience: 'asker',
        message: {
          fallback: `Settings: ${shown.map(([known, setting]) => `${known} ${setting.read(held)}`).join(', ')}`,
          parts: [
            { kind: 'heading', text: 'Settings of this channel' },
            ...shown.map(([known, setting]) => textPart(line(known, setting, held))),
            textPart(
              withCode('To change one: `/papers settings papers 5`. When digests come: `/papers schedule`.'),
            ),
          ],
        },
      };
    }
    const setting = SETTINGS[name];
    const changed = setting.change(held, value.toLowerCase());
    if (!changed) throw new UserError(`“${value}” is no value for \`${name}\`: write ${setting.values}.`);
    await call.store.transaction(async (inside) => {
      await inside.channels.put(call.channel);
      await inside.schedules.put(changed);
    });
    return {
      audience: 'channel',
      message: textMessage([
        [
          { text: `${call.person.name} set ` },
          bold(name),
          { text: ` to ${setting.read(changed)}: ${setting.said(changed)}.` },
        ],
      ]),
    };
  },
});

function line(name: string, setting: Setting, held: Schedule): Text {
  return [
    bold(name),
    { text: `: ${setting.read(held)} · ${setting.meaning}. ` },
    ...withCode(`Takes ${setting.values}.`),
  ];
}
