import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine as discordLine } from '../../adapters/discord/command-text.ts';
import { renderMessage as renderForDiscord } from '../../adapters/discord/render.ts';
import { commandLine as slackLine } from '../../adapters/slack/command-text.ts';
import { renderMessage as renderForSlack } from '../../adapters/slack/render.ts';
import { readLine } from '../../adapters/terminal/line.ts';
import { renderMessage as renderForTerminal } from '../../adapters/terminal/render.ts';
import { commands } from '../../commands/index.ts';
import { type Message, type Part, textOf } from '../../src/message/message.ts';
import type { PostedMessage } from '../../src/platform/platform.ts';
import { loadFiles } from '../../src/sources/load-files.ts';
import { type RealCore, SAMPLE_FILE, startRealCore } from './real-core.ts';

/** A command as people type it on Slack and in the terminal, and as they fill it in on Discord. */
interface Asked {
  readonly typed: string;
  readonly name: string;
  readonly options?: readonly { readonly name: string; readonly value: string | number | boolean }[];
}

const ASKED: readonly Asked[] = [
  { typed: 'today', name: 'today' },
  { typed: 'show 2', name: 'show', options: [{ name: 'paper', value: '2' }] },
  {
    typed: 'search physics-informed | energy',
    name: 'search',
    options: [{ name: 'query', value: 'physics-informed | energy' }],
  },
  {
    typed: 'subscribe "physics-informed" -protein, title:energy',
    name: 'subscribe',
    options: [{ name: 'query', value: '"physics-informed" -protein, title:energy' }],
  },
  { typed: 'subscriptions', name: 'subscriptions' },
  { typed: 'today matching', name: 'today', options: [{ name: 'matching', value: true }] },
  { typed: 'preview', name: 'preview' },
  {
    typed: 'schedule 17:30 Europe/Berlin weekdays',
    name: 'schedule',
    options: [
      // Discord hands options over in any order.
      { name: 'days', value: 'weekdays' },
      { name: 'zone', value: 'Europe/Berlin' },
      { name: 'time', value: '17:30' },
    ],
  },
  { typed: 'unsubscribe 2', name: 'unsubscribe', options: [{ name: 'which', value: '2' }] },
  { typed: 'top week', name: 'top', options: [{ name: 'period', value: 'week' }] },
  { typed: 'help subscribe', name: 'help', options: [{ name: 'command', value: 'subscribe' }] },
  { typed: 'subscribe (graph', name: 'subscribe', options: [{ name: 'query', value: '(graph' }] },
];

interface Platform {
  readonly name: string;
  line(asked: Asked): string;
  /** What people read, without markup. */
  seen(message: Message): string;
}

const PLATFORMS: readonly Platform[] = [
  {
    name: 'slack',
    line: ({ typed }) => slackLine(typed.replaceAll('&', '&amp;')),
    seen: (message) =>
      renderForSlack(message)
        .flatMap(({ blocks }) => blocks.map(textInBlock))
        .join('\n'),
  },
  {
    name: 'discord',
    line: ({ name, options }) => discordLine({ name, options }, commands),
    seen: (message) =>
      renderForDiscord(message)
        .flatMap(({ components }) => components.map(contentIn))
        .map(withoutMarkdown)
        .join('\n'),
  },
  {
    name: 'terminal',
    line({ typed }) {
      const read = readLine(`/papers ${typed}`);
      return read.kind === 'command' ? read.line : '';
    },
    seen: (message) => renderForTerminal(message, { width: 100_000, color: false, links: false }),
  },
];

const cores = new Map<Platform, RealCore>();
beforeAll(async () => {
  for (const platform of PLATFORMS) {
    const core = await startRealCore();
    // The papers of the sample itself are shown in the terminal alone.
    await loadFiles(core.store, [{ name: 'invented', path: SAMPLE_FILE }], Date.now());
    cores.set(platform, core);
  }
});
afterAll(async () => {
  for (const core of cores.values()) {
    await core.store.close();
    expect(core.logged).toEqual([]);
  }
});

/** What the core answers there. */
async function answer(platform: Platform, asked: Asked): Promise<Message> {
  let said: Message | undefined;
  const take = async (message: Message): Promise<PostedMessage[]> => {
    said = message;
    return [{ id: `${platform.name} ${asked.typed}`, parts: message.parts }];
  };
  const channel = { platform: platform.name, community: '1', id: '2' };
  const person = { id: 'ada', name: 'Ada', mayManage: true, timeZone: 'Europe/Berlin' };
  await cores
    .get(platform)
    ?.desk.command({ channel, person, line: platform.line(asked) }, { toChannel: take, toAsker: take });
  if (!said) throw new Error('nothing was said');
  return said;
}

describe('one command, the same content on Slack, on Discord and in the terminal:', () => {
  test.each(ASKED.map((asked) => [asked.typed, asked] as const))('%s', async (_, asked) => {
    const messages: Message[] = [];
    for (const platform of PLATFORMS) {
      const message = await answer(platform, asked);
      messages.push(message);
      const seen = folded(platform.seen(message));
      for (const fragment of message.parts.flatMap(fragmentsOf)) expect(seen).toContain(fragment);
      const titles = message.parts.flatMap((part) => (part.kind === 'row' ? [titleOf(part)] : []));
      const places = titles.map((title) => seen.indexOf(title));
      expect(places).toEqual([...places].sort((left, right) => left - right));
    }
    const [slack, ...others] = messages;
    for (const other of others) expect(other).toEqual(slack);
  });
});

/** What of a part people must be able to read; of what may be shortened, the beginning. */
function fragmentsOf(part: Part): string[] {
  switch (part.kind) {
    case 'heading':
      return [folded(part.text)];
    case 'text':
    case 'note':
      return [folded(textOf(part.text))];
    case 'row':
      return [titleOf(part), part.row.facts, part.row.matched ?? ''].map(folded);
    case 'card': {
      const { title, facts, authors = '', summary = '', abstract = [] } = part.card;
      const beginning = folded(textOf(abstract)).slice(0, 80);
      return [textOf(title), facts, authors, summary, beginning].map(folded);
    }
    case 'buttons':
    case 'image':
    case 'divider':
      return [];
  }
}

function titleOf({ row }: Extract<Part, { kind: 'row' }>): string {
  return folded(textOf(row.title));
}

function folded(text: string): string {
  return text.replace(/[\s`]+/g, ' ').trim();
}

/** The texts of a block in their order; within a section nothing stands between them. */
function textInBlock(block: unknown): string {
  if (Array.isArray(block)) return block.map(textInBlock).join('');
  if (typeof block !== 'object' || block === null) return '';
  const { text, ...inside } = block as Record<string, unknown>;
  return (
    (typeof text === 'string' ? text : textInBlock(text)) + Object.values(inside).map(textInBlock).join('')
  );
}

function contentIn(component: unknown): string {
  if (Array.isArray(component)) return component.map(contentIn).join('\n');
  if (typeof component !== 'object' || component === null) return '';
  const { content, ...inside } = component as Record<string, unknown>;
  return typeof content === 'string' ? content : Object.values(inside).map(contentIn).join('\n');
}

function withoutMarkdown(content: string): string {
  return content
    .replace(/^(?:###|-#) /gm, '')
    .replace(
      /`([^`]*)`|\\([^\p{L}\p{N}\s])|\]\(<[^>]*>\)|[[*\u200b]/gu,
      (_, code?: string, escaped?: string) => code ?? escaped ?? '',
    );
}
