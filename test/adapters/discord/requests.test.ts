import type { REST } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { papersCommand } from '../../../adapters/discord/papers-command.ts';
import { openThread, postMessage, updateMessage } from '../../../adapters/discord/post.ts';
import { renderMessage } from '../../../adapters/discord/render.ts';
import { changeButton } from '../../../adapters/discord/subscribe-form.ts';
import { commands } from '../../../commands/index.ts';
import { listMessage, runButton, textMessage } from '../../../src/message/build.ts';
import type { Message } from '../../../src/message/message.ts';
import { paperCard, type ShownPaper } from '../../../src/message/paper-parts.ts';
import type { Paper } from '../../../src/paper/paper.ts';
import { type Request, requestComplaints } from './api-spec.ts';

const REF = { platform: 'discord', community: '1', id: '2' };
const PLACE = { ref: REF, id: '2' };
const KEY = 'pb12345678901234567890123';

const SILENT = { flags: 32768, allowed_mentions: { parse: [] } };

/** What the adapter would have sent. */
function recorder(): { rest: REST; requests: Request[] } {
  const requests: Request[] = [];
  const take =
    (method: string) =>
    async (path: string, { body }: { body: unknown }) => {
      // As it goes over the wire: what is not defined is not there.
      requests.push({ method, path, body: JSON.parse(JSON.stringify(body)) });
      return { id: '3' };
    };
  return { rest: { post: take('POST'), patch: take('PATCH') } as unknown as REST, requests };
}

const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }) },
  fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
  fc.constantFrom(
    '@everyone <@&1> <#2>',
    '[here](https://evil.example) https://evil.example/a',
    '```\n# big',
    '\u202egnp.exe\u0000\ud800',
    '$\\alpha$-**divergence** __and__ ||more||',
    '👩‍👩‍👧‍👦'.repeat(600),
    '*'.repeat(5000),
    'longword'.repeat(900),
    'word, '.repeat(2000),
  ),
);
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostile,
  fc.constant(`https://example.org/${'a'.repeat(3000)}`),
);
const paper: fc.Arbitrary<Paper> = fc.record(
  {
    id: fc.oneof(fc.constant('2501.00001'), hostile),
    title: hostile,
    url,
    sources: fc.constant(['invented']),
    abstract: hostile,
    summary: hostile,
    authors: fc.array(hostile, { maxLength: 40 }),
    authorCount: fc.nat(),
    upvotes: fc.nat(),
    comments: fc.nat(),
    publishedOn: fc.constant('2025-01-02'),
    codeUrl: url,
    projectUrl: url,
  },
  { requiredKeys: ['id', 'title', 'url', 'sources'] },
);
const shown: fc.Arbitrary<ShownPaper> = fc.record({
  paper,
  reasons: fc.constant([]),
  votes: fc.nat(),
});

const list = (papers: readonly ShownPaper[], buttonLine: string): Message =>
  listMessage({
    heading: 'Papers of Jan 2',
    papers,
    buttons: [runButton('Show all', buttonLine), runButton('Next page', 'today page 2')],
    note: [{ text: 'React with a number to vote.' }],
  });
const card = (one: ShownPaper): Message => ({
  fallback: one.paper.title,
  parts: [{ kind: 'card', card: paperCard(one) }],
});

describe('over a thousand random and hostile papers', () => {
  test('a list of ten and each card is one message that Discord takes, posted and edited', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(shown, { minLength: 10, maxLength: 10 }), hostile, async (papers, line) => {
        const { rest, requests } = recorder();
        const messages = [list(papers, line), ...papers.map(card)];
        for (const message of messages) {
          expect(await postMessage(rest, PLACE, message, KEY)).toHaveLength(1);
          await updateMessage(rest, { place: PLACE, id: '3' }, message, KEY);
        }
        expect(requests).toHaveLength(messages.length * 2);
        expect(requests.flatMap(requestComplaints)).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  test('whatever was typed can be changed below the reason why it could not be followed', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (words, problem) => {
        const message = textMessage([problem, problem]);
        for (const { components } of renderMessage(message, { below: changeButton(`subscribe ${words}`) })) {
          const body = JSON.parse(JSON.stringify({ ...SILENT, components }));
          expect(requestComplaints({ method: 'POST', path: '/channels/1/messages', body })).toEqual([]);
        }
      }),
    );
  });

  test('the thread of a list can have any name', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        const { rest, requests } = recorder();
        await openThread(rest, '2', '3', name);
        expect(requests.flatMap(requestComplaints)).toEqual([]);
      }),
    );
  });
});

test('the menu that is registered is one that Discord takes', () => {
  const body = JSON.parse(JSON.stringify([papersCommand(commands)]));
  expect(requestComplaints({ method: 'PUT', path: '/applications/1/commands', body })).toEqual([]);
});

test('options that the core can suggest something for are completed, and no others', () => {
  const { options: subcommands = [] } = papersCommand(commands);
  const completed = subcommands.flatMap((subcommand) =>
    (('options' in subcommand && subcommand.options) || []).flatMap((option) =>
      'autocomplete' in option && option.autocomplete ? [`${subcommand.name} ${option.name}`] : [],
    ),
  );
  const declared = commands.flatMap(({ name, options }) =>
    Object.entries(options).flatMap(([option, { suggest }]) => (suggest ? [`${name} ${option}`] : [])),
  );
  expect(completed).toEqual(declared);
  expect(declared).toEqual(
    expect.arrayContaining(['show paper', 'subscribe query', 'unsubscribe which', 'schedule zone']),
  );
});

describe('what Discord would not take is noticed', () => {
  const text = (content: string) => ({ type: 10, content });
  const row = (button: object) => ({ type: 1, components: [{ type: 2, style: 2, label: 'x', ...button }] });
  const post = (body: object) =>
    requestComplaints({
      method: 'POST',
      path: '/channels/1/messages',
      body: { ...SILENT, ...body },
    });

  test.each([
    ['nothing', []],
    ['too much text', [text('x'.repeat(2001)), text('x'.repeat(2000))]],
    ['a button without custom_id', [row({})]],
    ['a field that nobody knows', [{ ...text('x'), colour: 1 }]],
    ['a label that is too long', [row({ custom_id: 'a', label: 'x'.repeat(81) })]],
    ['one custom_id twice', [row({ custom_id: 'a' }), row({ custom_id: 'a' })]],
    ['forty-one components', Array.from({ length: 41 }, () => text('x'))],
  ])('%s', (_, components) => {
    expect(post({ components })).not.toEqual([]);
  });

  test('content beside components, a nonce that is too long, and a request that nobody knows', () => {
    expect(post({ components: [text('x')] })).toEqual([]);
    expect(post({ components: [text('x')], content: 'x' })).not.toEqual([]);
    expect(post({ components: [text('x')], nonce: 'x'.repeat(26) })).not.toEqual([]);
    expect(requestComplaints({ method: 'POST', path: '/elsewhere', body: {} })).not.toEqual([]);
  });

  test('a command whose name has a blank, or whose required option comes last', () => {
    const register = (change: object) =>
      requestComplaints({
        method: 'PUT',
        path: '/applications/1/commands',
        body: [{ type: 1, name: 'papers', description: 'Papers', ...change }],
      });
    expect(register({})).toEqual([]);
    expect(register({ name: 'two words' })).not.toEqual([]);
    const options = [
      { type: 3, name: 'a', description: 'A' },
      { type: 3, name: 'b', description: 'B', required: true },
    ];
    expect(register({ options })).not.toEqual([]);
  });
});
