import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/command/user-error.ts';
import { heldPaper } from '../conformance/store-samples.ts';
import { ADA, CHANNEL, channelWorld, GUEST } from './channel-world.ts';
import { publish, titles } from './publish.ts';

test('a number means the row of the newest list, and the answer repeats the title', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'On lakes']);
  await world.say('today');
  for (const number of ['2', '#2', '02'])
    expect(await world.say(`show ${number}`)).toMatchObject({ audience: 'channel', text: 'On lakes' });
});

test('a newer list that only I see changes what a number means for me, not for others', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'On lakes']);
  await world.say('today');
  await world.say('search lakes', ADA);
  expect((await world.say('show 1', ADA)).text).toBe('On lakes');
  expect((await world.say('show 1', GUEST)).text).toBe('On rivers');
  await world.say('today', GUEST);
  expect((await world.say('show 1', ADA)).text).toBe('On rivers');
});

test('the lists of other channels do not count', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers']);
  await world.say('today');
  const other = { ...CHANNEL, id: 'C2' };
  expect((await world.say('show 1', ADA, other)).text).toBe(
    'There is no list here yet that number 1 could mean. /papers today shows one.',
  );
});

test('a number that the list has not is refused with those that it has', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', titles(7));
  await world.say('today');
  for (const number of [8, 99, 0])
    expect(await world.say(`show ${number}`)).toMatchObject({
      outcome: 'refused',
      text: `The last list here has the numbers 1 to 7, not ${number}.`,
    });
});

test('a paper is found by arXiv id, link, DOI and title, written roughly', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', [
    { title: 'Attention Is All You Need', id: '1706.03762' },
    { title: 'On lakes', id: 'doi:10.1234/lakes', doi: '10.1234/lakes' },
  ]);
  for (const attention of [
    '1706.03762',
    'arXiv:1706.03762v5',
    'https://arxiv.org/abs/1706.03762',
    'https://huggingface.co/papers/1706.03762',
    'attention is all you need',
    'all you need',
  ])
    expect((await world.say(`show ${attention}`)).text).toBe('Attention Is All You Need');
  expect((await world.say('show https://doi.org/10.1234/lakes')).text).toBe('On lakes');
});

test('words of several titles ask which one is meant, and its numbers can be used', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers', 'Rivers and lakes']);
  const { audience, text } = await world.say('show rivers');
  expect(audience).toBe('asker');
  expect(text).toContain('Which of these?');
  const second = /2\. (.*)/.exec(text)?.[1];
  expect((await world.say('show 2')).text).toBe(second);
});

test('a card shows abstract, authors, links and why it matched', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', [
    {
      ...{ title: 'Graph networks', abstract: 'A graph network.', authors: ['A. One', 'B. Two'] },
      ...{ codeUrl: 'https://github.com/a/b', upvotes: 25, comments: 1, publishedOn: '2026-11-01' },
    },
  ]);
  await world.say('subscribe graph network');
  const { message } = await world.say('show graph networks');
  const [part] = message.parts;
  expect(part).toMatchObject({
    kind: 'card',
    card: {
      abstract: [{ text: 'A ' }, { text: 'graph network', style: 'bold' }, { text: '.' }],
      authors: 'A. One, B. Two',
      facts: 'Nov 1, 2026 · 25 upvotes · 1 comment',
      matched: 'Graph networks, graph network',
      links: [{ label: 'Search' }, { label: 'Code', url: 'https://github.com/a/b' }],
    },
  });
});

test('what is not held is refused with the ways to name a paper, and not repeated at length', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers']);
  const { outcome, text } = await world.say(`show ${'`lakes` '.repeat(100)}`);
  expect(outcome).toBe('refused');
  expect(text).toContain('No paper held is “’lakes’');
  expect(text.length).toBeLessThan(200);
});

describe('a paper that is not held', () => {
  const RIVERS = heldPaper('2401.00001', { title: 'On rivers' });

  test('is fetched from arXiv where its id or link is named', async () => {
    const asked: string[] = [];
    const world = await channelWorld({
      async lookUp(id) {
        asked.push(id);
        return id === RIVERS.id ? RIVERS : undefined;
      },
    });
    expect((await world.say('show https://arxiv.org/abs/2401.00001v3')).text).toBe('On rivers');
    expect(await world.say('show 2401.99999')).toMatchObject({
      outcome: 'refused',
      text: 'Neither Paperboy nor arXiv has a paper “2401.99999”. Check the number.',
    });
    expect((await world.say('show on rivers')).outcome).toBe('refused');
    expect(asked).toEqual(['2401.00001', '2401.99999']);
  });

  test('and cannot be fetched now is refused with the reason', async () => {
    const world = await channelWorld({
      lookUp: () => Promise.reject(new UserError('export.arxiv.org takes no connections.')),
    });
    expect(await world.say('show 2401.00001')).toMatchObject({
      outcome: 'refused',
      text: 'No paper held is “2401.00001”, and arXiv could not be asked. export.arxiv.org takes no connections.',
    });
  });
});

test.each(['"on lakes"', '“on lakes”', 'on lakes'])(
  '%s is repeated in one pair of quotation marks',
  async (title) => {
    const world = await channelWorld();
    expect((await world.say(`show ${title}`)).text).toContain('No paper held is “on lakes”. Write');
  },
);
