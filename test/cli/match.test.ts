import { describe, expect, test } from 'vitest';
import { runMatch } from '../../src/cli/match.ts';
import { WHOLE } from '../sources/page-fixture.ts';
import { recorder, temporaryWriter } from './files.ts';

const write = temporaryWriter();

async function match(queries: readonly string[], json = false, content = WHOLE) {
  const output = recorder();
  const code = await runMatch({ file: write('page.txt', content), queries, json }, output);
  return { code, text: output.text() };
}

describe('paperboy match', () => {
  test('says which papers each query matches, and why', async () => {
    const { code, text } = await match(['graph network', 'comments>=2']);
    expect(code).toBe(0);
    const [first, second] = text.split('\n\n');
    expect(first).toMatch(/^graph network: 1 paper\n {2}Rivers as Graphs\n {4}.*graph network/);
    expect(second).toMatch(/^comments>=2: 2 papers\n/);
  });

  test('--json gives for each query its papers in the file’s order', async () => {
    const results = JSON.parse((await match(['schrodinger', 'year:2024', 'nothing like it'], true)).text);
    expect(results.map(({ papers }: { papers: unknown[] }) => papers.length)).toEqual([1, 1, 0]);
    expect(results[0].papers[0]).toEqual({
      id: expect.stringMatching(/^title:/),
      title: 'Solving the Schrödinger Equation by Ear',
      why: [expect.stringContaining('title')],
    });
  });

  test('tells of a query that cannot be read, answers the others, and fails', async () => {
    const { code, text } = await match(['(open', 'rivers']);
    expect(code).toBe(1);
    expect(text).toMatch(/^\(open: cannot be read\n {2}at character 1: /);
    expect(text).toContain('rivers: 1 paper');
    const [broken] = JSON.parse((await match(['(open'], true)).text);
    expect(broken).toMatchObject({ query: '(open', error: { problems: [{ at: 0 }] } });
  });

  test('fails on a file that holds no papers', async () => {
    expect((await match(['rivers'], false, 'Dear all')).code).toBe(1);
  });
});
