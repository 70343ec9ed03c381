import { expect, test } from 'vitest';
import { ADA, CHANNEL_KEY, type ChannelWorld, channelWorld, GUEST } from './channel-world.ts';
import { publish, titles } from './publish.ts';

async function followed({ store }: ChannelWorld): Promise<string[]> {
  const subscriptions = await store.channels.subscriptions(CHANNEL_KEY);
  return subscriptions.map(({ number, query }) => `#${number} ${query}`);
}

test('subscribe tells the channel what is followed, by whom, and how it was understood', async () => {
  const world = await channelWorld();
  const { audience, text } = await world.say('subscribe graph neural network -protein');
  expect(audience).toBe('channel');
  expect(text).toContain('#1 graph neural network -protein is followed here now, added by Ada.');
  expect(text).toContain('It looks for “graph neural network” without “protein”.');
});

test('subscribe shows what it would have matched in the last seven days of editions', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-18', ['Graph networks, eight days before']);
  await publish(world, '2026-11-19', ['Graph networks I']);
  await publish(world, '2026-11-25', ['Graph networks II', 'On rivers']);
  const { text } = await world.say('subscribe graph network');
  expect(text).toContain('It would have matched 2 of 3 papers in the last 7 days of editions');
  expect(text).toContain('(Nov 19, 2026 to Nov 25, 2026): “Graph networks II”, “Graph networks I”.');
});

test('subscribe tells when digests come and how to change that', async () => {
  const world = await channelWorld();
  const { text } = await world.say('subscribe graph network');
  expect(text).toContain(
    'Digests come at 09:00 every day, Europe/Berlin time; the next one comes on Nov 26, 2026, 09:00.',
  );
  expect(text).toContain('/papers schedule');
});

test('a comma makes one subscription each; an explicit OR or | stays one', async () => {
  const world = await channelWorld();
  await world.say('subscribe physics-informed, energy-based model');
  await world.say('subscribe rivers OR lakes');
  await world.say('subscribe seas | oceans');
  await world.say('subscribe (ponds, pools)');
  expect(await followed(world)).toEqual([
    ...['#1 physics-informed', '#2 energy-based model', '#3 rivers OR lakes'],
    ...['#4 seas | oceans', '#5 (ponds, pools)'],
  ]);
});

test('what is followed already stays one subscription, however it is written', async () => {
  const world = await channelWorld();
  await world.say('subscribe graph network');
  const { text } = await world.say('subscribe Graph  Networks, rivers, rivers');
  expect(text).toContain('#1 graph network is followed here already.');
  expect(text).toContain('#2 rivers is followed here now');
  expect(await followed(world)).toEqual(['#1 graph network', '#2 rivers']);
});

test('a phrase that no paper holds, but whose words some do, gets them as a button', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-01', ['A network of a graph']);
  await publish(world, '2026-11-25', ['On rivers']);
  const { text, buttons } = await world.say('subscribe graph network');
  expect(text).toContain('as words that may stand apart, graph AND network matches one; #1 stays as it is.');
  expect(buttons).toEqual({ 'Follow graph AND network': 'subscribe graph AND network' });
  await world.say('subscribe graph AND network');
  expect(await followed(world)).toEqual(['#1 graph network', '#2 graph AND network']);
});

test.each([
  ['an older paper holds the phrase', 'subscribe graph network', ['Graph networks']],
  ['the words are in no paper either', 'subscribe graph network', ['On graphs']],
  ['the phrase is in quotes', 'subscribe "graph network"', ['Network of a graph']],
  ['it is one word', 'subscribe hypergraph', ['Network of a graph']],
])('no such button where %s', async (_why, line, old) => {
  const world = await channelWorld();
  await publish(world, '2026-11-01', old);
  await publish(world, '2026-11-25', ['On rivers']);
  expect((await world.say(line)).buttons).toEqual({});
});

test('all problems of a query are named, each with its place, and nothing is followed', async () => {
  const world = await channelWorld();
  const { outcome, audience, text } = await world.say('subscribe rivers, foo:bar, (lakes');
  expect(outcome).toBe('refused');
  expect(audience).toBe('refused');
  expect(text).toContain('This query cannot be read, for 2 reasons.');
  expect(text).toMatch(/At character 9: rivers, {2}▸ foo:bar, \(lakes There is no field “foo”/);
  expect(text).toMatch(/At character 18: .*“\(” is never closed/);
  expect(await followed(world)).toEqual([]);
});

test('a channel follows at most as many queries as are set; one too many adds none of its line', async () => {
  const world = await channelWorld({ limits: { subscriptionsPerChannel: 3 } });
  await world.say('subscribe rivers, lakes');
  const { outcome, text } = await world.say('subscribe seas, oceans');
  expect(outcome).toBe('refused');
  expect(text).toContain('A channel follows at most 3 queries, and oceans would be one more.');
  expect(await followed(world)).toEqual(['#1 rivers', '#2 lakes']);
  expect(await world.say('subscribe lakes, seas')).toMatchObject({ outcome: 'answered' });
});

test('whoever may not manage the channel cannot subscribe, and is told whom to ask', async () => {
  const world = await channelWorld();
  const { outcome, text } = await world.say('subscribe rivers', GUEST);
  expect(outcome).toBe('refused');
  expect(text).toContain('Ask one of them.');
  expect(await followed(world)).toEqual([]);
});

test('the channel’s days are in the zone of whoever subscribed first', async () => {
  const world = await channelWorld();
  await world.say('subscribe rivers', { ...ADA, timeZone: 'Asia/Tokyo' });
  await world.say('subscribe lakes', ADA);
  expect((await world.store.channels.get(CHANNEL_KEY))?.timeZone).toBe('Asia/Tokyo');
});

test('many matches are counted, three of them named', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', titles(5));
  expect((await world.say('subscribe rivers')).text).toContain('number 3” and 2 more.');
});

test('a phrase with “or” that stands nowhere is asked back with an operator', async () => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['A river', 'A lake']);
  const { text, buttons } = await world.say('subscribe river or lake');
  expect(text).toContain('Did you mean river OR lake? Operators are written in capitals; #1 stays as it is.');
  expect(buttons).toMatchObject({ 'Follow river OR lake': 'subscribe river OR lake' });
});

test.each([
  ['category:llm', 'No paper has the category llm: arXiv’s are written like category:cs.LG'],
  ['robot -source:foo', 'No paper comes from the source foo: there is source:huggingface.'],
  ['robot AND source:arxiv', 'No paper comes from the source arxiv: there is source:huggingface.'],
  ['category:hep-th', 'Only arXiv tells categories, and no papers come from there'],
])('%s is followed, with a hint that nothing can match it', async (query, hint) => {
  const world = await channelWorld();
  await publish(world, '2026-11-25', ['On rivers'], 'huggingface');
  const { audience, text } = await world.say(`subscribe ${query}`);
  expect(audience).toBe('channel');
  expect(text).toContain(hint);
});

test.each(['category:cs', 'category:CS.lg', 'category:quant-ph', 'source:arxiv OR source:huggingface'])(
  '%s gets no hint where papers come from there',
  async (query) => {
    const world = await channelWorld();
    await publish(world, '2026-11-25', ['On rivers'], 'huggingface');
    await publish(world, '2026-11-25', ['On lakes'], 'arxiv:cs.LG');
    expect((await world.say(`subscribe ${query}`)).text).not.toMatch(/No paper|Only arXiv/);
  },
);

test('where nothing has been asked yet, the hint names all sources that there can be', async () => {
  const world = await channelWorld();
  expect((await world.say('subscribe source:foo, source:arxiv, category:cs')).text).toContain(
    'No paper comes from the source foo: there are source:huggingface, source:arxiv, source:feed and source:file.',
  );
});
