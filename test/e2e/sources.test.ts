import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addDays, dayAt } from '../../src/time/plain-date.ts';
import { announced, answer, dailyFeed, entry } from '../sources/arxiv/arxiv-xml.ts';
import { drips, gives, loopback } from '../sources/fetching/loopback.ts';
import { dailyPapers } from '../sources/hugging-face-server.ts';
import { home } from './program.ts';

const TODAY = dayAt(Date.now(), 'UTC');
const ANSWERS = join(import.meta.dirname, '../../../shared/data/hf-api');
const isThere = existsSync(ANSWERS);

describe('npm start', () => {
  test('shows today’s papers of Hugging Face, without any configuration', async () => {
    const server = await loopback(dailyPapers({ [TODAY]: { '2603.00001': 9 } }));
    const { run } = home();
    const { code, out, err } = await run(
      ['start'],
      { PAPERBOY_SOURCES: '', HF_ENDPOINT: server.origin },
      'today\nstatus\n',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('1. Made-up paper 2603.00001');
    expect(out).not.toContain('ample edition');
    expect(out).toMatch(/huggingface: read /);
  });

  test('shows the sample where Hugging Face takes its time, and says so', async () => {
    const server = await loopback(drips);
    const started = performance.now();
    const { code, out, err } = await home().run(
      ['start'],
      { PAPERBOY_SOURCES: '', HF_ENDPOINT: server.origin },
      'today\n',
    );
    expect(code).toBe(0);
    expect(out).toContain('Sample edition');
    expect(err).toContain('huggingface has not answered yet. Its papers come as soon as it does.');
    expect(performance.now() - started).toBeLessThan(12_000);
  });

  test('reads every kind of source beside one that fails', async () => {
    const feed = await loopback(gives(dailyFeed(announced('2603.00002', 'new', TODAY))));
    const api = await loopback(gives(answer([])));
    const { run } = home();
    const { out, err } = await run(
      ['start'],
      {
        PAPERBOY_SOURCES: `huggingface, arxiv:cs.LG, feed:${feed.origin}/rss`,
        ...{ ARXIV_FEED_URL: feed.origin, ARXIV_API_URL: api.origin },
      },
      'status\n',
    );
    const text = out.replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/arxiv:cs\.LG: read /);
    expect(text).toContain('huggingface: never read yet. Fails: 127.0.0.1:1 takes no connections.');
    expect(text).toContain('an address of a private network. PAPERBOY_PRIVATE_FEEDS=yes');
    expect(err).toContain('huggingface: 127.0.0.1:1 takes no connections.');
  });

  test('looks up a paper that is not held', async () => {
    const api = await loopback(gives(answer([entry('2401.00001')])));
    const { run } = home();
    const { out } = await run(['start'], { ARXIV_API_URL: api.origin }, 'show 2401.00001\n');
    expect(out).toContain('Made-up paper 2401.00001');
    const away = await run(['start'], {}, 'show 2401.00002\n');
    expect(away.out.replaceAll(/\s+/g, ' ')).toContain(
      'No paper held is “2401.00002”, and arXiv could not be asked. 127.0.0.1:1 takes no connections.',
    );
  });
});

describe('paperboy backfill', () => {
  const editions = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [addDays('2025-06-01', at), { [`2506.${10_000 + at}`]: at }]),
  );
  const range = ['backfill', '--from', '2025-06-01', '--to', '2025-06-12'];

  test('goes on after kill -9 where it was', async () => {
    const ok = dailyPapers(editions);
    const asked: string[] = [];
    const { start, run } = home();
    const server = await loopback((request, response) => {
      asked.push(/date=([\d-]+)/.exec(request.url ?? '')?.[1] ?? '');
      if (asked.length === 6) program.kill('SIGKILL');
      else ok(request, response);
    });
    const environment = { PAPERBOY_SOURCES: 'huggingface', HF_ENDPOINT: server.origin };
    const program = start(range, environment);
    await once(program, 'close');
    const { code, err } = await run(range, environment);
    expect(code).toBe(0);
    expect(err).toContain('huggingface: goes on from Jun 6, 2025.');
    expect(asked.slice(6)[0]).toBe('2025-06-06');
    expect(err).toContain('7 papers of 7 days: 7 new');
    const { out } = await run(['say', 'search made-up since 2025-06-01'], environment);
    expect(out).toContain('12 papers');
  });

  test('stops well on SIGINT and says how to go on', async () => {
    const ok = dailyPapers(editions);
    const { start } = home();
    let asked = 0;
    const server = await loopback((request, response) => {
      asked += 1;
      if (asked === 3) program.kill('SIGINT');
      else ok(request, response);
    });
    const program = start(range, { PAPERBOY_SOURCES: 'huggingface', HF_ENDPOINT: server.origin });
    let err = '';
    program.stderr.on('data', (text) => {
      err += String(text);
    });
    expect(await once(program, 'close')).toEqual([1, null]);
    expect(err).toBe('huggingface: Stopped. The same command goes on from Jun 3, 2025.\n');
  });

  test.skipIf(!isThere)(
    `brings the real answers of Hugging Face whole${isThere ? '' : ' (skipped: ../shared/data is not on this machine)'}`,
    async () => {
      const files = new Map(
        readdirSync(ANSWERS).map((name) => [/[\d-]{10}/.exec(name)?.[0], readFileSync(join(ANSWERS, name))]),
      );
      const server = await loopback((request, response) => {
        const day = /date=([\d-]+)/.exec(request.url ?? '')?.[1];
        response.end((request.url?.includes('p=0') && files.get(day)) || '[]');
      });
      const { run } = home();
      const { code, err } = await run(['backfill', '--from', '2025-11-03', '--to', '2025-11-07'], {
        ...{ PAPERBOY_SOURCES: 'huggingface', HF_ENDPOINT: server.origin },
      });
      const ids = ['2025-11-03', '2025-11-07'].flatMap((day) =>
        (JSON.parse(String(files.get(day))) as { paper: { id: string } }[]).map(({ paper }) => paper.id),
      );
      expect(code).toBe(0);
      expect(err).toContain(`${ids.length} papers of 5 days: ${new Set(ids).size} new`);
    },
  );
});
